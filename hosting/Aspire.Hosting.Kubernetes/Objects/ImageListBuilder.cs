using Aspirate.Cluster.Building;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>Lists what images an application builds itself, and from what.</summary>
internal static class ImageListBuilder
{
    /// <summary>The images of <paramref name="application"/>; <see langword="null"/> when it builds none.</summary>
    public static ImageList? Build(ApplicationDescription application, TextResolver texts)
    {
        // An image that nobody who is written copies from is not needed.
        var copied = application.Workloads.Where(workload => workload.IsWritten).SelectMany(workload => workload.Image.Files).Select(files => files.Resource).ToHashSet();
        var images = application.Workloads
            .Where(workload => workload.IsWritten || (workload.IsBuildOnly && copied.Contains(workload.Name)))
            .SelectMany(workload => workload.Sidecars.Select(sidecar => sidecar.Image).Prepend(workload.Image).Select(image => (Workload: workload, Image: image)))
            .Where(entry => entry.Image is { IsBuilt: true, BuildContext: not null })
            .Select(entry => SourceOf(application, entry.Workload, entry.Image, texts))
            .ToList();
        return images.Count == 0 ? null : new ImageList
        {
            Metadata = new() { Name = application.Name, Annotations = new Dictionary<string, string> { ["config.kubernetes.io/local-config"] = "true" } },
            Images = images,
        };
    }

    /// <summary>Where the tree has the Dockerfile that the model makes for a workload.</summary>
    public static string DockerfilePath(WorkloadDescription workload) => $"{workload.Name}/Dockerfile";

    private static ImageSource SourceOf(ApplicationDescription application, WorkloadDescription workload, ContainerImage image, TextResolver texts)
    {
        return new()
        {
            Name = image.Repository,
            Tag = image.Tag,
            Project = image.IsOfProject ? image.BuildContext : null,
            Context = image.IsOfProject ? null : image.BuildContext,
            Dockerfile = image.Dockerfile?.Path,
            GeneratedDockerfile = image.Dockerfile?.Content is null ? null : DockerfilePath(workload),
            Stage = image.Dockerfile?.Stage,
            Args = image.Dockerfile?.Arguments.Select(argument => argument.Value is { } value ? $"{argument.Name}={Text(value, $"build argument {argument.Name}")}" : argument.Name).ToList(),
            Secrets = image.Dockerfile?.Secrets.Select(secret => new ImageSecret
            {
                Id = secret.Id,
                Value = secret.Value is { } value ? Text(value, $"build secret {secret.Id}") : null,
                File = secret.File,
            }).ToList(),
            Files = [.. image.Files.Select(files => new ImageFiles
            {
                From = application.Workloads.First(candidate => candidate.Name == files.Resource).Image.Repository,
                Sources = [.. files.Sources],
                Destination = files.Destination,
            })],
            BuildOnly = workload.IsBuildOnly ? true : null,
        };

        string Text(TextTemplate template, string field)
        {
            var text = texts.Resolve(template, workload, field);
            return text.IsSecret ? text.Text : new SecretTextPart.Literal(text.Text).ToString();
        }
    }
}
