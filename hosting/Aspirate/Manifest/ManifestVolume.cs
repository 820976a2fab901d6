namespace Aspirate.Manifest;

/// <summary>A named volume mounted into a container.</summary>
internal sealed record ManifestVolume(string? Name, string? Target, bool ReadOnly);
