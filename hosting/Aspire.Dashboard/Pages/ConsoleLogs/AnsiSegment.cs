namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>A part of a line in one look.</summary>
/// <param name="Text">The text.</param>
/// <param name="Classes">The style sheet's classes; empty for the usual look.</param>
/// <param name="Style">Colours that have no class; null if none.</param>
public readonly record struct AnsiSegment(string Text, string Classes, string? Style);
