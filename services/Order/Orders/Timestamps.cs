namespace Order.Orders;

/// <summary>Points in time as they are kept and shown.</summary>
internal static class Timestamps
{
    /// <summary>Cuts to milliseconds: what every database keeps, so that an order reads the same before and after it was stored.</summary>
    public static DateTimeOffset ToStorablePrecision(this DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
