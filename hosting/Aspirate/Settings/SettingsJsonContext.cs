using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspirate.Settings;

/// <summary>The JSON contract of <c>aspirate.json</c>.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNameCaseInsensitive = true,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AspirateSettings))]
internal sealed partial class SettingsJsonContext : JsonSerializerContext;
