namespace Aspirate.Manifest;

/// <summary>An address that a resource listens on.</summary>
internal sealed record ManifestBinding
{
    public string? Scheme { get; init; }

    public string? Protocol { get; init; }

    public string? Transport { get; init; }

    public int? Port { get; init; }

    public int? TargetPort { get; init; }

    /// <summary>What <see cref="TargetPort"/> was called before Aspire 8.</summary>
    public int? ContainerPort { get; init; }

    public bool External { get; init; }
}
