using System.Text.Json.Serialization;
using Aspirate.Cluster.Rollouts.Status;

namespace Aspirate.Status;

/// <summary>The JSON contract of <c>aspirate status --output json</c>.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ApplicationStatus))]
internal sealed partial class StatusJsonContext : JsonSerializerContext;
