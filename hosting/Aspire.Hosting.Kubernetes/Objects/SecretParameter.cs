using System.Text.Json.Serialization;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>A parameter that a <see cref="SecretTemplate"/> names.</summary>
public sealed class SecretParameter
{
    /// <summary>The parameter's name: its value is looked for as <c>Parameters:NAME</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    /// <summary>The value of a parameter that is not secret.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; set; }

    /// <summary>The rule for making up a missing value.</summary>
    [JsonPropertyName("generate")]
    public SecretGeneration? Generate { get; set; }

    /// <summary><c>AppHost</c> when only the AppHost knows how a missing value is made.</summary>
    [JsonPropertyName("madeBy")]
    public string? MadeBy { get; set; }
}
