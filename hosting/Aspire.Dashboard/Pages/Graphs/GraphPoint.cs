namespace Aspire.Dashboard.Pages.Graphs;

/// <summary>Where a node's centre lies, in pixels from the drawing's upper left corner.</summary>
public readonly record struct GraphPoint(double X, double Y);
