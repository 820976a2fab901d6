using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Secrets;

/// <summary>How far the rotation of a parameter has come. It is kept in the cluster, so that an interrupted one is finished by the next.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RotationStage>))]
public enum RotationStage
{
    /// <summary>
    /// The new value exists. Only those that accept the previous one as well (their template has a text with
    /// <c>{name:previous}</c>) are given it; for all others the previous value is still the one in force.
    /// </summary>
    [JsonStringEnumMemberName("introduced")]
    Introduced,

    /// <summary>The new value is in force for everybody; some pods may not have been replaced yet.</summary>
    [JsonStringEnumMemberName("switched")]
    Switched,
}
