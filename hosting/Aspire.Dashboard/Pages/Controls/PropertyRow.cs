namespace Aspire.Dashboard.Pages.Controls;

/// <summary>A name and a value in the details.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The text.</param>
/// <param name="Href">Where the value leads; null if nowhere.</param>
/// <param name="IsSecret">Masked until somebody asks to see it.</param>
/// <param name="FilterField">The field to filter by with this value; null if none.</param>
public sealed record PropertyRow(string Name, string Value, string? Href = null, bool IsSecret = false, string? FilterField = null);
