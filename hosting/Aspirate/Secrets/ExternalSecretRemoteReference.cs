using System.Text.Json.Serialization;

namespace Aspirate.Secrets;

/// <summary>A key in the store.</summary>
internal sealed record ExternalSecretRemoteReference([property: JsonPropertyName("key")] string Key);
