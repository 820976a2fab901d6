namespace Aspire.Dashboard.Pages.Controls;

/// <summary>A part of a long list.</summary>
/// <param name="Items">The items asked for.</param>
/// <param name="TotalCount">How many there are altogether.</param>
/// <param name="Version">What further parts have to be asked with, to fit to this one.</param>
public sealed record TablePart<T>(IReadOnlyList<T> Items, int TotalCount, long Version);
