using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads how an image is built from a Dockerfile.</summary>
internal sealed class DockerfileDescriber(IDistributedApplicationBuilder application, IServiceProvider services, TextTemplateReader templates)
{
    public async Task<DockerfileBuild> DescribeAsync(IResource resource, DockerfileBuildAnnotation build, CancellationToken cancellationToken)
    {
        var isGenerated = build.DockerfileFactory is not null;
        return new()
        {
            Path = isGenerated || build.DockerfilePath == Path.Combine(build.ContextPath, "Dockerfile") ? null : PathOf(build.DockerfilePath),
            Content = isGenerated ? await GenerateAsync() : null,
            Stage = build.Stage,
            Arguments = [.. build.BuildArguments.Select(argument => new BuildArgument(argument.Key, argument.Value is null ? null : Read(argument.Value, $"build argument '{argument.Key}'")))],
            Secrets =
            [
                .. build.BuildSecrets.Select(secret => secret.Value is FileInfo file
                    ? new BuildSecret(secret.Key, null, PathOf(file.FullName))
                    : new BuildSecret(secret.Key, Read(secret.Value, $"build secret '{secret.Key}'"), null)),
            ],
        };

        TextTemplate Read(object value, string what) => templates.Read(ResourceConfiguration.Normalize(resource, value, what));

        async Task<string> GenerateAsync()
        {
            var text = (await build.DockerfileFactory!(new() { Services = services, Resource = resource, CancellationToken = cancellationToken })).ReplaceLineEndings("\n");
            return text.EndsWith('\n') ? text : $"{text}\n";
        }
    }

    // Relative, with slashes: the same on every machine.
    private string PathOf(string path) => Path.GetRelativePath(application.AppHostDirectory, path).Replace('\\', '/');
}
