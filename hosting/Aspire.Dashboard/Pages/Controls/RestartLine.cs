using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>Decides between which rows a restart is drawn.</summary>
internal static class RestartLine
{
    /// <summary>The latest restart between two moments, whichever of them is the earlier one; null if there is none.</summary>
    public static RestartMark? Between(DateTimeOffset one, DateTimeOffset other, IReadOnlyList<RestartMark> restarts)
    {
        var (from, to) = one < other ? (one, other) : (other, one);
        return restarts.LastOrDefault(restart => restart.Time > from && restart.Time <= to);
    }
}
