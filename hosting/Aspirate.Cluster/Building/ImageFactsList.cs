using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Building;

/// <summary>
/// What was found out about images of others when the tree was written, so that who writes it again, wherever and whenever, writes
/// the same. It is never applied: kustomize drops objects that are annotated with <c>config.kubernetes.io/local-config</c>.
/// </summary>
public sealed class ImageFactsList : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The file's name in a tree.</summary>
    internal const string FileName = "image-facts.yaml";

    /// <inheritdoc/>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "aspirate.hosting/v1";

    /// <inheritdoc/>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "ImageFactsList";

    /// <summary>The application's name.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The images.</summary>
    [JsonPropertyName("images")]
    public IList<ImageFacts> Images { get; set; } = [];
}
