using System.Globalization;
using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>The lines that a page keeps: a ring, the oldest out first.</summary>
/// <param name="capacity">How many lines.</param>
public sealed class ConsoleBuffer(int capacity)
{
    private readonly List<ConsoleLine> _ring = [];
    private int _oldest;
    private long _written;

    /// <summary>How many lines are kept.</summary>
    public int Count => _ring.Count;

    /// <summary>How many lines were dropped to make room.</summary>
    public long Dropped => _written - _ring.Count;

    /// <summary>A line, the oldest at 0.</summary>
    public ConsoleLine this[int index] => _ring[(_oldest + index) % _ring.Count];

    /// <summary>Adds a line that a replica wrote.</summary>
    public void Add(string replica, ConsoleLogLine line)
    {
        var (time, text) = SplitTime(line.Text);
        var kept = new ConsoleLine(++_written, replica, time, text, line.IsError);
        if (_ring.Count < capacity)
        {
            _ring.Add(kept);
        }
        else
        {
            _ring[_oldest] = kept;
            _oldest = (_oldest + 1) % capacity;
        }
    }

    /// <summary>Forgets all lines.</summary>
    public void Clear()
    {
        _ring.Clear();
        _oldest = 0;
        _written = 0;
    }

    private static (DateTimeOffset? Time, string Text) SplitTime(string line)
    {
        // RFC 3339 starts with a four-digit year and has a "T" at the eleventh place.
        if (line.Length >= 20 && char.IsAsciiDigit(line[0]) && line[10] == 'T')
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            var stamp = end < 0 ? line : line[..end];
            if (DateTimeOffset.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return (time, end < 0 ? "" : line[(end + 1)..]);
            }
        }

        return (null, line);
    }
}
