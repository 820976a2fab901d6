using System.Globalization;
using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>The lines that a page keeps, of all replicas in the order of their times: a ring, the oldest out first.</summary>
/// <param name="capacity">How many lines.</param>
public sealed class ConsoleBuffer(int capacity)
{
    private readonly Dictionary<string, DateTimeOffset> _lastTimes = new(StringComparer.OrdinalIgnoreCase);
    private ConsoleLine[] _ring = [];
    private int _oldest;

    /// <summary>How many lines are kept.</summary>
    public int Count { get; private set; }

    /// <summary>How many lines were dropped to make room.</summary>
    public long Dropped { get; private set; }

    /// <summary>A line, the oldest at 0.</summary>
    public ConsoleLine this[int index] => _ring[(_oldest + index) % _ring.Length];

    /// <summary>Adds lines that a replica wrote. Replicas speak one after the other here, but are read together.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="lines">Its lines, in their order.</param>
    /// <returns>Whether all of them came to the end; otherwise, lines are elsewhere than before.</returns>
    public bool Add(string replica, IReadOnlyList<ConsoleLogLine> lines)
    {
        var added = lines.Select(line => Read(replica, line)).ToList();
        var at = added.Count == 0 ? Count : FindPlace(added[0].Order);
        var later = new List<ConsoleLine>(Count - at);

        for (var i = at; i < Count; i++)
        {
            later.Add(this[i]);
        }

        Count = at;
        var next = 0;

        foreach (var line in added)
        {
            while (next < later.Count && later[next].Order <= line.Order)
            {
                Append(later[next++]);
            }

            Append(line);
        }

        while (next < later.Count)
        {
            Append(later[next++]);
        }

        return later.Count == 0;
    }

    /// <summary>Forgets all lines.</summary>
    public void Clear()
    {
        (_ring, _oldest, Count, Dropped) = ([], 0, 0, 0);
        _lastTimes.Clear();
    }

    /// <summary>The index after the last line that is not later.</summary>
    private int FindPlace(DateTimeOffset order)
    {
        var (low, high) = (0, Count);

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = this[middle].Order <= order ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Append(ConsoleLine line)
    {
        if (Count == capacity)
        {
            _ring[_oldest] = line;
            _oldest = (_oldest + 1) % capacity;
            Dropped++;
            return;
        }

        if (Count == _ring.Length)
        {
            // Grows as long as nothing was dropped, so that it begins at its beginning.
            Array.Resize(ref _ring, Math.Min(capacity, Math.Max(256, 2 * _ring.Length)));
        }

        _ring[(_oldest + Count++) % _ring.Length] = line;
    }

    private ConsoleLine Read(string replica, ConsoleLogLine line)
    {
        var (time, text) = SplitTime(line.Text);

        // A line without a time belongs to the one before it; so does one whose clock was set back.
        var isKnown = _lastTimes.TryGetValue(replica, out var last);
        var order = time is { } told && (!isKnown || told > last) ? told
            : isKnown ? last
            : Count > 0 ? this[Count - 1].Order
            : default;

        if (time is not null)
        {
            _lastTimes[replica] = order;
        }

        return new ConsoleLine(replica, time, text, line.IsError, order) { Length = AnsiText.Strip(text).Length };
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
