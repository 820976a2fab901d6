using System.Text.Json.Serialization;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>An image that the application builds itself, and from what.</summary>
public sealed class ImageSource
{
    /// <summary>The repository, as the tree's workloads name it.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    /// <summary>The tag, as the tree's workloads name it. A build replaces it by one of the content.</summary>
    [JsonPropertyName("tag")]
    public string? Tag { get; set; }

    /// <summary>The project, relative to the AppHost's folder, when .NET's own container support builds it.</summary>
    [JsonPropertyName("project")]
    public string? Project { get; set; }

    /// <summary>The folder with the Dockerfile, relative to the AppHost's folder, when a container engine builds it.</summary>
    [JsonPropertyName("context")]
    public string? Context { get; set; }

    /// <summary>The Dockerfile, relative to the tree, when the model makes it; otherwise it is the one of the folder.</summary>
    [JsonPropertyName("generatedDockerfile")]
    public string? GeneratedDockerfile { get; set; }

    internal static ImageSource Of(WorkloadDescription workload)
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

    /// <summary>Where the tree has the Dockerfile that the model makes for a workload.</summary>
    internal static string DockerfilePath(WorkloadDescription workload) => $"{workload.Name}/Dockerfile";
}
