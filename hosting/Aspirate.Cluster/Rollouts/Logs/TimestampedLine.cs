using System.Globalization;

namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>A line as the API server gives it with <c>timestamps=true</c>: an RFC 3339 time with up to nine decimals, a space, the text.</summary>
internal static class TimestampedLine
{
    /// <summary>A line without a time (the kubelet's own remarks have none) gets the one that is given.</summary>
    public static (DateTimeOffset Time, string Text) Read(string line, DateTimeOffset otherwise)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var stamp = space < 0 ? line.AsSpan() : line.AsSpan(0, space);

        // A tick is 100 ns: what is finer is cut off.
        return DateTimeOffset.TryParse(Trimmed(stamp), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && stamp.Contains('T')
            ? (time, space < 0 ? "" : line[(space + 1)..])
            : (otherwise, line);
    }

    private static string Trimmed(ReadOnlySpan<char> stamp)
    {
        var dot = stamp.IndexOf('.');
        if (dot < 0)
        {
            return stamp.ToString();
        }

        var end = dot + 1;
        while (end < stamp.Length && char.IsAsciiDigit(stamp[end]))
        {
            end++;
        }

        return string.Concat(stamp[..Math.Min(end, dot + 8)], stamp[end..]);
    }
}
