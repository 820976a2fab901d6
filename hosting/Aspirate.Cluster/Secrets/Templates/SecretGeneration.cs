using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Secrets.Templates;

/// <summary>The rule for making up a password, as the manifest's <c>default.generate</c> says it.</summary>
public sealed record SecretGeneration
{
    /// <summary>The least number of characters.</summary>
    [JsonPropertyName("minLength")]
    public int MinLength { get; init; } = 22;

    /// <summary>Whether lower case letters are used; <see langword="null"/> is yes.</summary>
    [JsonPropertyName("lower")]
    public bool? Lower { get; init; }

    /// <summary>Whether upper case letters are used; <see langword="null"/> is yes.</summary>
    [JsonPropertyName("upper")]
    public bool? Upper { get; init; }

    /// <summary>Whether digits are used; <see langword="null"/> is yes.</summary>
    [JsonPropertyName("numeric")]
    public bool? Numeric { get; init; }

    /// <summary>Whether punctuation is used; <see langword="null"/> is yes.</summary>
    [JsonPropertyName("special")]
    public bool? Special { get; init; }

    /// <summary>The least number of lower case letters; <see langword="null"/> is none.</summary>
    [JsonPropertyName("minLower")]
    public int? MinLower { get; init; }

    /// <summary>The least number of upper case letters; <see langword="null"/> is none.</summary>
    [JsonPropertyName("minUpper")]
    public int? MinUpper { get; init; }

    /// <summary>The least number of digits; <see langword="null"/> is none.</summary>
    [JsonPropertyName("minNumeric")]
    public int? MinNumeric { get; init; }

    /// <summary>The least number of punctuation characters; <see langword="null"/> is none.</summary>
    [JsonPropertyName("minSpecial")]
    public int? MinSpecial { get; init; }
}
