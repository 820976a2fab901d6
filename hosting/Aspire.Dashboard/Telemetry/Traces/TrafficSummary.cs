namespace Aspire.Dashboard.Telemetry;

/// <summary>Rate, errors and latency of some calls.</summary>
/// <param name="Calls">How many.</param>
/// <param name="Errors">How many of them ended with an error.</param>
/// <param name="PerSecond">The mean rate over the map's time.</param>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P95">95 of 100 took no longer.</param>
public sealed record TrafficSummary(int Calls, int Errors, double PerSecond, TimeSpan P50, TimeSpan P95)
{
    /// <summary>Errors in all calls, 0 to 1.</summary>
    public double ErrorRatio => Calls == 0 ? 0 : (double)Errors / Calls;
}
