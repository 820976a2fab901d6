namespace Startup.Bench;

/// <summary>One start.</summary>
/// <param name="Everything">From the command until everything was ready.</param>
/// <param name="AppHost">The part of it in the AppHost's own process.</param>
/// <param name="SlowestName">The service that took longest.</param>
/// <param name="Slowest">From the start of its process until it was ready.</param>
internal sealed record StartMeasurement(TimeSpan Everything, TimeSpan AppHost, string SlowestName, TimeSpan Slowest)
{
    public double Ratio => Everything / Slowest;
}
