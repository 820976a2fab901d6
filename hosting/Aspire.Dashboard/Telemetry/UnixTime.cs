namespace Aspire.Dashboard.Telemetry;

/// <summary>OTLP's time: nanoseconds since 1970 in UTC, 0 for unknown.</summary>
internal static class UnixTime
{
    private const int NanosecondsPerTick = 100;

    /// <summary>The time, to 100 nanoseconds; the latest possible one for what lies beyond the calendar.</summary>
    public static DateTimeOffset ToDateTime(ulong nanoseconds)
    {
        var ticks = nanoseconds / NanosecondsPerTick;
        var latest = (ulong)(DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks);
        return DateTimeOffset.UnixEpoch.AddTicks((long)Math.Min(ticks, latest));
    }

    public static ulong FromDateTime(DateTimeOffset time) =>
        time <= DateTimeOffset.UnixEpoch ? 0 : (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    /// <summary>The time between two moments; none when they are in the wrong order, as clocks of two machines may have it.</summary>
    public static TimeSpan Between(ulong start, ulong end) =>
        end <= start ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Min((end - start) / NanosecondsPerTick, long.MaxValue));
}
