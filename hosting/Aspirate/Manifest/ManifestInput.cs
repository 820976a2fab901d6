namespace Aspirate.Manifest;

/// <summary>A value that a <c>parameter.v0</c> asks for.</summary>
internal sealed record ManifestInput
{
    public string? Type { get; init; }

    public bool Secret { get; init; }

    public ManifestInputDefault? Default { get; init; }
}
