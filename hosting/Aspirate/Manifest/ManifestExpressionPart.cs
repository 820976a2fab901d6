namespace Aspirate.Manifest;

/// <summary>A piece of a <see cref="ManifestExpression"/>.</summary>
internal abstract record ManifestExpressionPart;
