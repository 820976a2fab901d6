namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>How far a container's log has been read. Asked again from a little earlier, it tells which lines are new.</summary>
internal sealed class LogPosition
{
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private int _linesAtLast;
    private int _repeatedAtLast;

    /// <summary>The time of the last line that was read; null when none was.</summary>
    public DateTimeOffset? Last => _linesAtLast == 0 ? null : _last;

    /// <summary>The log is read again, from some time before <see cref="Last"/>.</summary>
    public void Rewind() => _repeatedAtLast = 0;

    /// <summary>Whether a line is new. Several lines can have the same time; they come in the same order each time.</summary>
    public bool Advance(DateTimeOffset time)
    {
        if (time < _last)
        {
            return false;
        }

        if (time > _last)
        {
            (_last, _linesAtLast, _repeatedAtLast) = (time, 1, 1);
            return true;
        }

        if (++_repeatedAtLast <= _linesAtLast)
        {
            return false;
        }

        _linesAtLast = _repeatedAtLast;
        return true;
    }
}
