using System.Text.Json.Serialization;

namespace Aspirate.Secrets;

/// <summary>An ExternalSecret: the cluster fetches the values from a store that somebody else keeps.</summary>
/// <remarks><see href="https://external-secrets.io/latest/api/externalsecret/"/></remarks>
internal sealed class ExternalSecret
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; } = "external-secrets.io/v1";

    [JsonPropertyName("kind")]
    public string Kind { get; } = "ExternalSecret";

    [JsonPropertyName("metadata")]
    public required k8s.Models.V1ObjectMeta Metadata { get; init; }

    [JsonPropertyName("spec")]
    public required ExternalSecretSpec Spec { get; init; }
}
