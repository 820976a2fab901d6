using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Building;

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
}
