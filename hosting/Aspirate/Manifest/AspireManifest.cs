namespace Aspirate.Manifest;

/// <summary>An <c>aspire-manifest.json</c> as it was read: resources in the order of the file, expressions not yet followed.</summary>
internal sealed record AspireManifest(IReadOnlyDictionary<string, ManifestResource> Resources);
