using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Health;

/// <summary>Tells why a replica is not ready, once for each change and not at every probe.</summary>
internal sealed partial class ReadinessLog(ILogger<ReadinessLog> logger)
{
    private string _reported = "";

    public void Report(HealthReport report)
    {
        var failures = string.Join("; ", report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {entry.Value.Description ?? entry.Value.Exception?.Message ?? "unhealthy"}"));

        var before = Interlocked.Exchange(ref _reported, failures);
        if (before == failures)
        {
            return;
        }

        if (failures.Length > 0)
        {
            LogUnready(failures);
        }
        else
        {
            LogReady();
        }
    }

    [LoggerMessage(LogLevel.Information, "Not ready. {Failures}")]
    private partial void LogUnready(string failures);

    [LoggerMessage(LogLevel.Information, "Ready again.")]
    private partial void LogReady();
}
