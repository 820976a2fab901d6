namespace Aspirate.Manifest;

/// <summary>A file or folder of the developer's machine mounted into a container.</summary>
internal sealed record ManifestBindMount(string? Source, string? Target, bool ReadOnly);
