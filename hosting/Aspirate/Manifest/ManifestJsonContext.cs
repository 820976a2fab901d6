using System.Text.Json.Serialization;

namespace Aspirate.Manifest;

/// <summary>The manifest's JSON contract, generated at build: reading a manifest costs no reflection at start-up.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowTrailingCommas = true,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip)]
[JsonSerializable(typeof(AspireManifest))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
