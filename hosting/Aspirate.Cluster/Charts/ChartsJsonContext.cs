using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Charts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HelmRelease))]
[JsonSerializable(typeof(ChartRecord))]
internal sealed partial class ChartsJsonContext : JsonSerializerContext;
