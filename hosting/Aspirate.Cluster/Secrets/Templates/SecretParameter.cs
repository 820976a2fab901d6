using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Secrets.Templates;

/// <summary>A parameter that a <see cref="SecretTemplate"/> names.</summary>
public sealed class SecretParameter
{
    /// <summary>The parameter's name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    /// <summary>The configuration value that holds it; <see langword="null"/> is <c>Parameters:NAME</c>.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    /// <summary>The rule for making up a missing value.</summary>
    [JsonPropertyName("generate")]
    public SecretGeneration? Generate { get; set; }

    /// <summary><c>AppHost</c> when only the AppHost knows how a missing value is made.</summary>
    [JsonPropertyName("madeBy")]
    public string? MadeBy { get; set; }

    /// <summary>How the running program is told a new value; <see langword="null"/> when it reads the value each time it starts.</summary>
    [JsonPropertyName("change")]
    public ValueChange? Change { get; set; }
}
