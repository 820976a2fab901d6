namespace Aspirate.Manifest;

/// <summary>Text that stands for itself.</summary>
internal sealed record ManifestLiteral(string Text) : ManifestExpressionPart;
