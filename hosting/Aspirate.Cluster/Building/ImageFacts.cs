using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Building;

/// <summary>What an image that somebody else built says of itself, in the configuration that its registry or a container engine has of it.</summary>
public sealed class ImageFacts
{
    /// <summary>The image, as the tree's workloads name it.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    /// <summary>The digest of what was asked, for people: tags move.</summary>
    [JsonPropertyName("digest")]
    public string? Digest { get; set; }

    /// <summary>As whom it runs, <c>user</c> or <c>user:group</c>, by number or by name; <see langword="null"/> is root.</summary>
    [JsonPropertyName("user")]
    public string? User { get; set; }

    /// <summary>The ports that it exposes, as <c>8080/tcp</c>.</summary>
    [JsonPropertyName("ports")]
    public IList<string>? Ports { get; set; }

    /// <summary>The directories that it keeps data in.</summary>
    [JsonPropertyName("volumes")]
    public IList<string>? Volumes { get; set; }
}
