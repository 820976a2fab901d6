namespace Aspirate.Cluster.Secrets;

/// <summary>A parameter as the cluster keeps it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Since">When it got this value.</param>
internal sealed record StoredParameter(string Value, DateTimeOffset? Since)
{
    /// <summary>The value before the last rotation; <see langword="null"/> when there was none, or it has been retired.</summary>
    public string? Previous { get; init; }

    /// <summary>How far an unfinished rotation has come; <see langword="null"/> when there is none.</summary>
    public RotationStage? Stage { get; init; }

    /// <summary>
    /// A keyed digest of the value that the AppHost's configuration had when the parameter was written, so that a value that
    /// was passed over once (or rotated away) is not taken for a new one.
    /// </summary>
    public string? Configured { get; init; }

    /// <summary>What a Secret gets: while a value is only introduced, the previous one is in force for those that cannot accept both.</summary>
    /// <param name="acceptsBoth">Whether the Secret's readers accept the previous value as well.</param>
    public string ValueFor(bool acceptsBoth) => Stage is RotationStage.Introduced && !acceptsBoth && Previous is not null ? Previous : Value;

    // A record would print its values.
    public override string ToString() => "***";
}
