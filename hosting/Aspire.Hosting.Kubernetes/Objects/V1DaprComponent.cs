using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

// Dapr is an extension of Kubernetes, so its types are not in k8s.Models. These are the fields that the model can ask for
// (https://docs.dapr.io/reference/resource-specs/component-schema/).
internal sealed class V1DaprComponent : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "dapr.io/v1alpha1";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Component";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public V1DaprComponentSpec Spec { get; set; } = new();

    [JsonPropertyName("scopes")]
    public IList<string>? Scopes { get; set; }
}

internal sealed class V1DaprComponentSpec
{
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("version")]
    public string Version { get; set; } = "v1";

    // Required by Dapr, even when there are none.
    [JsonPropertyName("metadata")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IList<V1DaprMetadata> Metadata { get; set; } = [];
}

internal sealed class V1DaprMetadata
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}
