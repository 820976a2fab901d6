using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Secrets.Templates;

/// <summary>
/// Where the values of a Secret come from: for each key a <see cref="SecretText"/> with <c>{parameter}</c> where a value goes,
/// and for each parameter how a missing one is made. It holds no value, and it is never applied: kustomize drops objects that are annotated with <c>config.kubernetes.io/local-config</c>.
/// </summary>
public sealed class SecretTemplate : IKubernetesObject<V1ObjectMeta>
{
    /// <inheritdoc/>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "aspirate.hosting/v1";

    /// <inheritdoc/>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "SecretTemplate";

    /// <summary>The name and labels that the Secret has.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The Secret's type.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = "Opaque";

    /// <summary>Key to text; a brace that stands for itself is doubled.</summary>
    [JsonPropertyName("data")]
    public IDictionary<string, string> Data { get; set; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The parameters that the texts name.</summary>
    [JsonPropertyName("parameters")]
    public IList<SecretParameter> Parameters { get; set; } = [];
}
