namespace Aspirate.Manifest;

/// <summary>Rules for a generated value. A rule that is absent has the default of the manifest's schema: every kind of character.</summary>
internal sealed record ManifestGenerate
{
    /// <summary>The least number of characters.</summary>
    public int? MinLength { get; init; }

    public bool? Lower { get; init; }

    public bool? Upper { get; init; }

    public bool? Numeric { get; init; }

    public bool? Special { get; init; }

    public int? MinLower { get; init; }

    public int? MinUpper { get; init; }

    public int? MinNumeric { get; init; }

    public int? MinSpecial { get; init; }
}
