namespace Aspirate.Manifest;

/// <summary>Files of another resource's image that are copied into this one's.</summary>
internal sealed record ManifestContainerFiles(string? Destination, IReadOnlyList<string>? Sources);
