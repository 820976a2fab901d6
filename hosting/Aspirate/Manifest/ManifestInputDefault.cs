namespace Aspirate.Manifest;

/// <summary>What an input is when nobody answers: a fixed text or a generated one.</summary>
internal sealed record ManifestInputDefault(string? Value, ManifestGenerate? Generate);
