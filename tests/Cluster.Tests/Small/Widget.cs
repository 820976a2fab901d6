using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Cluster.Tests.Small;

/// <summary>An object of the kind that <see cref="SmallChart"/> brings.</summary>
internal sealed class Widget : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Widget";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("size")]
    public int Size { get; set; }
}
