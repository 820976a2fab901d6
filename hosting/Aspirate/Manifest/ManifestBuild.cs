namespace Aspirate.Manifest;

/// <summary>How the image of a <c>container.v1</c> is built from a Dockerfile.</summary>
internal sealed record ManifestBuild
{
    public string? Context { get; init; }

    public string? Dockerfile { get; init; }

    public string? Stage { get; init; }

    public IReadOnlyDictionary<string, string>? Args { get; init; }
}
