using Aspirate.Cluster.Building;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads how an image is built from a Dockerfile.</summary>
internal sealed class DockerfileDescriber(IDistributedApplicationBuilder application, TextTemplateReader templates)
{
    public async Task<DockerfileBuild> DescribeAsync(IResource resource, DockerfileBuildAnnotation build, CancellationToken cancellationToken) => new()
    {
        Path = PathOf(await DockerfileAsync(resource, build, cancellationToken)),
        Stage = build.Stage,
        Arguments = [.. build.BuildArguments.Select(argument => new BuildArgument(argument.Key, argument.Value is null ? null : Text(argument.Value)))],
        Secrets = [.. build.BuildSecrets.Select(secret => secret.Value is FileInfo file ? new BuildSecret(secret.Key, null, PathOf(file.FullName)) : new BuildSecret(secret.Key, Text(secret.Value), null))],
    };

    // What the AppHost makes up is kept for the build, where it keeps its other products.
    private async Task<string> DockerfileAsync(IResource resource, DockerfileBuildAnnotation build, CancellationToken cancellationToken)
    {
        if (build.DockerfileFactory is not { } factory)
        {
            return build.DockerfilePath;
        }

        var content = await factory(new DockerfileFactoryContext { Services = application.ExecutionContext.Services, Resource = resource, CancellationToken = cancellationToken });
        var folder = Directory.CreateDirectory(Path.Combine(BuiltImages.FolderIn(application.AppHostDirectory), "dockerfiles"));
        var path = Path.Combine(folder.FullName, $"{resource.Name}.Dockerfile");
        await File.WriteAllTextAsync(path, content, cancellationToken);
        return path;
    }

    private TextTemplate Text(object value) => value is bool flag ? TextTemplate.Literal(flag ? "true" : "false") : templates.Read(value);

    private string PathOf(string path) => Path.GetRelativePath(application.AppHostDirectory, path).Replace('\\', '/');
}
