using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Cluster.Tests.Small;

/// <summary>An object of the Gateway API, of whose kinds the client has no types.</summary>
internal sealed class RoutingObject(string kind, string name, object spec) : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "gateway.networking.k8s.io/v1";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = kind;

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = BusyBox.Metadata(name);

    [JsonPropertyName("spec")]
    public object Spec { get; } = spec;
}
