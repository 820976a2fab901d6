using System.Text.Json.Serialization;

namespace Aspirate.Secrets;

/// <summary>The Secret that an <see cref="ExternalSecret"/> makes.</summary>
internal sealed record ExternalSecretTarget([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("template")] ExternalSecretTemplate Template);
