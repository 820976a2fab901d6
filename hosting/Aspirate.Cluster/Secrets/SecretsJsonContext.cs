using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Secrets;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SortedDictionary<string, ParameterNote>))]
internal sealed partial class SecretsJsonContext : JsonSerializerContext;
