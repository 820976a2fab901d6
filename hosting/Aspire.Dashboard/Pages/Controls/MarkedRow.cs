using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>A row of a list that is ordered by time.</summary>
/// <param name="Item">What the row shows.</param>
/// <param name="Restart">A restart that lies between this row and the next one; null if none.</param>
public sealed record MarkedRow<T>(T Item, RestartMark? Restart)
{
    /// <summary>The class of the row's element.</summary>
    public string? Class => Restart is null ? null : "after-restart";
}
