using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Persistence;

/// <summary>Brings back what an earlier run received, before anything new is.</summary>
internal sealed partial class SavedTelemetry(DashboardSettings settings, OtlpIngest ingest, ILogger<SavedTelemetry> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (settings.Persistence.Path is not { Length: > 0 } path)
        {
            return Task.CompletedTask;
        }

        using var database = RequestDatabase.Open(settings.Persistence);
        var count = 0;

        foreach (var (signal, request) in database.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();

            try
            {
                ingest.Restore(signal, request);
                count++;
            }
            catch (MalformedTelemetryException)
            {
                // Received by an older version that allowed more; the rest is still good.
            }
        }

        LogRestored(logger, count, path);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "{Count} requests of earlier runs were read from {Path}")]
    private static partial void LogRestored(ILogger logger, int count, string path);
}
