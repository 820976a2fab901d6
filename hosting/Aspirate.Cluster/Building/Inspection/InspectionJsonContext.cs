using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Building.Inspection;

/// <summary>The form of what is kept of images.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImageFacts))]
internal sealed partial class InspectionJsonContext : JsonSerializerContext;
