using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Building;

/// <summary>
/// The images that the application builds itself, and from what. It is never applied: kustomize drops objects that are
/// annotated with <c>config.kubernetes.io/local-config</c>.
/// </summary>
public sealed class ImageList : IKubernetesObject<V1ObjectMeta>
{
    /// <inheritdoc/>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "aspirate.hosting/v1";

    /// <inheritdoc/>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "ImageList";

    /// <summary>The application's name.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The images, in the model's order.</summary>
    [JsonPropertyName("images")]
    public IList<ImageSource> Images { get; set; } = [];
}
