using System.Text.Json.Serialization;

namespace Aspirate.AppHosts;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ParametersJsonContext : JsonSerializerContext;
