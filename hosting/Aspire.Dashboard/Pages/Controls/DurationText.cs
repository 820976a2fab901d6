using System.Globalization;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>Writes durations in the unit in which they are easiest to compare.</summary>
public static class DurationText
{
    /// <summary>At most four significant digits: <c>812 µs</c>, <c>4.31 ms</c>, <c>2.05 s</c>, <c>3m 12s</c>.</summary>
    public static string Of(TimeSpan duration)
    {
        var culture = CultureInfo.InvariantCulture;
        var ms = duration.TotalMilliseconds;
        return Math.Abs(ms) switch
        {
            0 => "0 ms",
            < 1 => string.Create(culture, $"{ms * 1000:0.#} µs"),
            < 10 => string.Create(culture, $"{ms:0.##} ms"),
            < 100 => string.Create(culture, $"{ms:0.#} ms"),
            < 1000 => string.Create(culture, $"{ms:0} ms"),
            < 60_000 => string.Create(culture, $"{ms / 1000:0.##} s"),
            < 3_600_000 => string.Create(culture, $"{(int)duration.TotalMinutes}m {duration.Seconds}s"),
            _ => string.Create(culture, $"{(int)duration.TotalHours}h {duration.Minutes}m"),
        };
    }

    /// <summary>How long ago, roughly: <c>12 s ago</c>, <c>4 min ago</c>.</summary>
    public static string Ago(TimeSpan age) => age.TotalSeconds switch
    {
        < 5 => "just now",
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0} s ago"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min ago"),
        < 172800 => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h ago"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days ago"),
    };
}
