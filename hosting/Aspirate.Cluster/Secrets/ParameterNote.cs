using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Secrets;

/// <summary>What is written about a parameter beside its value, readable without being able to read the value.</summary>
internal sealed record ParameterNote
{
    [JsonPropertyName("since")]
    public DateTimeOffset? Since { get; init; }

    [JsonPropertyName("rotation")]
    public RotationStage? Rotation { get; init; }

    [JsonPropertyName("configured")]
    public string? Configured { get; init; }
}
