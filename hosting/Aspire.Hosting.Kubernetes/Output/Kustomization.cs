using System.Text.Json.Serialization;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>A kustomization file, as far as it is written here.</summary>
/// <remarks><see href="https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/"/></remarks>
internal sealed class Kustomization
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; } = "kustomize.config.k8s.io/v1beta1";

    [JsonPropertyName("kind")]
    public string Kind { get; } = "Kustomization";

    [JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    [JsonPropertyName("resources")]
    public IReadOnlyList<string> Resources { get; init; } = [];

    [JsonPropertyName("patches")]
    public IReadOnlyList<KustomizationPatch>? Patches { get; init; }
}
