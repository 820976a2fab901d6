using System.Text.Json.Serialization;

namespace Aspirate.Secrets;

/// <summary>A value that is fetched: its name in the template, and its key in the store.</summary>
internal sealed record ExternalSecretData([property: JsonPropertyName("secretKey")] string SecretKey, [property: JsonPropertyName("remoteRef")] ExternalSecretRemoteReference RemoteRef);
