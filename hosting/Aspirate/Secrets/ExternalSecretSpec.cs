using System.Text.Json.Serialization;

namespace Aspirate.Secrets;

/// <summary>What an <see cref="ExternalSecret"/> fetches and how the Secret is made of it.</summary>
internal sealed class ExternalSecretSpec
{
    [JsonPropertyName("refreshInterval")]
    public string RefreshInterval { get; } = "1h";

    [JsonPropertyName("secretStoreRef")]
    public required SecretStoreReference SecretStoreRef { get; init; }

    [JsonPropertyName("target")]
    public required ExternalSecretTarget Target { get; init; }

    [JsonPropertyName("data")]
    public required IReadOnlyList<ExternalSecretData> Data { get; init; }
}
