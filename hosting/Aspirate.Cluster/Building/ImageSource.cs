using System.Text.Json.Serialization;
using Aspirate.Cluster.Secrets.Templates;

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

    /// <summary>The Dockerfile, relative to the AppHost's folder; <see langword="null"/> is <c>Dockerfile</c> in <see cref="Context"/>.</summary>
    [JsonPropertyName("dockerfile")]
    public string? Dockerfile { get; set; }

    /// <summary>The stage that is built; <see langword="null"/> is the last one.</summary>
    [JsonPropertyName("stage")]
    public string? Stage { get; set; }

    /// <summary>
    /// The build arguments, as <c>NAME=VALUE</c>, or <c>NAME</c> for one of the environment of the build. A value is a
    /// <see cref="SecretText"/>: a brace that stands for itself is doubled, <c>{parameter}</c> is the value of a secret one.
    /// </summary>
    [JsonPropertyName("args")]
    public IList<string>? Arguments { get; set; }

    /// <summary>The secrets that the build mounts.</summary>
    [JsonPropertyName("secrets")]
    public IList<ImageSecret>? Secrets { get; set; }

    /// <summary>What is copied into the image from others of this list.</summary>
    [JsonPropertyName("files")]
    public IList<ImageFiles>? Files { get; set; }

    /// <summary>Whether the image is only built, for others to copy files from.</summary>
    [JsonPropertyName("buildOnly")]
    public bool? BuildOnly { get; set; }
}

/// <summary>A secret of a build. It has a value or is a file.</summary>
public sealed class ImageSecret
{
    /// <summary>The name by which the Dockerfile mounts it.</summary>
    [JsonPropertyName("id")]
    public string Id { get; set; } = "";

    /// <summary>The value, as a <see cref="SecretText"/>.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; set; }

    /// <summary>The file, relative to the AppHost's folder.</summary>
    [JsonPropertyName("file")]
    public string? File { get; set; }
}

/// <summary>Files of another image that are copied into one.</summary>
public sealed class ImageFiles
{
    /// <summary>The name of the image that has them.</summary>
    [JsonPropertyName("from")]
    public string From { get; set; } = "";

    /// <summary>The files and folders there. Of a folder, what is in it is copied.</summary>
    [JsonPropertyName("sources")]
    public IList<string> Sources { get; set; } = [];

    /// <summary>The folder in the image; a relative path is below its working directory.</summary>
    [JsonPropertyName("destination")]
    public string Destination { get; set; } = "";
}
