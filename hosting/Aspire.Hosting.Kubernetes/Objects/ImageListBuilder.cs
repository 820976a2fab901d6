using Aspirate.Cluster.Building;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>Lists what images an application builds itself, and from what.</summary>
internal static class ImageListBuilder
{
    /// <summary>The images of <paramref name="application"/>; <see langword="null"/> when it builds none.</summary>
    public static ImageList? Build(ApplicationDescription application)
    {
        var images = application.Workloads.Where(workload => workload.Image is { IsBuilt: true, BuildContext: not null }).Select(SourceOf).ToList();
        return images.Count == 0 ? null : new ImageList
        {
            Metadata = new() { Name = application.Name, Annotations = new Dictionary<string, string> { ["config.kubernetes.io/local-config"] = "true" } },
            Images = images,
        };
    }

    /// <summary>Where the tree has the Dockerfile that the model makes for a workload.</summary>
    public static string DockerfilePath(WorkloadDescription workload) => $"{workload.Name}/Dockerfile";

    private static ImageSource SourceOf(WorkloadDescription workload)
    {
        var image = workload.Image;
        var isProject = image.BuildContext!.EndsWith("proj", StringComparison.OrdinalIgnoreCase);
        return new()
        {
            Name = image.Repository,
            Tag = image.Tag,
            Project = isProject ? image.BuildContext : null,
            Context = isProject ? null : image.BuildContext,
            GeneratedDockerfile = image.GeneratedDockerfile is null ? null : DockerfilePath(workload),
        };
    }
}
