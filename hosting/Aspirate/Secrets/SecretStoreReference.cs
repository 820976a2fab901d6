using System.Text.Json.Serialization;

namespace Aspirate.Secrets;

/// <summary>The store of an <see cref="ExternalSecret"/>.</summary>
internal sealed record SecretStoreReference([property: JsonPropertyName("name")] string Name)
{
    [JsonPropertyName("kind")]
    public string Kind { get; } = "ClusterSecretStore";
}
