namespace Aspirate.Manifest;

/// <summary>An address that a resource listens on.</summary>
internal sealed record ManifestBinding
{
    public string? Scheme { get; init; }

    public string? Protocol { get; init; }

    public string? Transport { get; init; }

    public int? Port { get; init; }

    public int? TargetPort { get; init; }

    public bool External { get; init; }
}
