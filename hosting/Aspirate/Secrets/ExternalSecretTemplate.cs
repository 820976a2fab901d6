using System.Text.Json.Serialization;

namespace Aspirate.Secrets;

/// <summary>The texts of the Secret, as Go templates over the fetched values.</summary>
internal sealed record ExternalSecretTemplate([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("data")] IReadOnlyDictionary<string, string> Data)
{
    [JsonPropertyName("engineVersion")]
    public string EngineVersion { get; } = "v2";
}
