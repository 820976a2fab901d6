namespace Aspire.Dashboard.Resources;

/// <summary>A fact about a resource.</summary>
/// <param name="Name">The name, see <see cref="KnownResourceProperties"/>.</param>
/// <param name="DisplayName">The text to show; null for the name.</param>
/// <param name="Value">The value; lists are joined by blanks, structures are JSON.</param>
/// <param name="IsSensitive">Masked until somebody asks to see it.</param>
/// <param name="IsHighlighted">Shown among the first.</param>
public sealed record ResourceProperty(string Name, string? DisplayName, string? Value, bool IsSensitive, bool IsHighlighted);
