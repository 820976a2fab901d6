using System.Threading.Channels;
using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Settings;
using Microsoft.Data.Sqlite;

namespace Aspire.Dashboard.Persistence;

/// <summary>Writes received requests to the file store in the background. Without a path in the settings it does nothing.</summary>
/// <remarks>
/// Receiving never waits for the disk: what comes faster than it can be written is left out of the file, and said so once.
/// </remarks>
internal sealed partial class TelemetryFile(DashboardSettings settings, TimeProvider time, ILogger<TelemetryFile> logger) : BackgroundService
{
    // Requests that wait to be written.
    private const long MaxWaitingBytes = 16 * 1024 * 1024;

    private readonly Channel<Entry> _waiting = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private long _waitingBytes;
    private bool _isFalling;

    private bool IsEnabled => settings.Persistence.Path is { Length: > 0 };

    /// <summary>Has a request written. Copies it if it is taken.</summary>
    public void Append(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        if (!IsEnabled)
        {
            return;
        }

        if (Interlocked.Add(ref _waitingBytes, request.Length) > MaxWaitingBytes)
        {
            Interlocked.Add(ref _waitingBytes, -request.Length);

            if (!Interlocked.Exchange(ref _isFalling, true))
            {
                LogFallingBehind(logger);
            }

            return;
        }

        _waiting.Writer.TryWrite(new Entry(signal, IsReset: false, request.ToArray()));
    }

    /// <summary>Has everything of a signal replaced.</summary>
    public void Replace(OtlpSignal signal, IEnumerable<byte[]> requests)
    {
        if (!IsEnabled)
        {
            return;
        }

        _waiting.Writer.TryWrite(new Entry(signal, IsReset: true, []));

        foreach (var request in requests)
        {
            Interlocked.Add(ref _waitingBytes, request.Length);
            _waiting.Writer.TryWrite(new Entry(signal, IsReset: false, request));
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsEnabled)
        {
            return;
        }

        using var database = RequestDatabase.Open(settings.Persistence);
        var entries = new List<Entry>();

        // To the end even when stopping: what was received before is kept.
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Task.Delay(settings.Persistence.FlushInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            while (_waiting.Reader.TryRead(out var entry))
            {
                entries.Add(entry);
            }

            try
            {
                database.Write(entries);
            }
            catch (SqliteException failure)
            {
                // A full disk must not end the dashboard.
                LogNotWritten(logger, settings.Persistence.Path!, failure.Message);
            }

            Interlocked.Add(ref _waitingBytes, -entries.Sum(entry => (long)entry.Request.Length));
            Volatile.Write(ref _isFalling, false);
            entries.Clear();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Telemetry comes faster than it can be written; the file store will lack a part of it.")]
    private static partial void LogFallingBehind(ILogger logger);

    [LoggerMessage(LogLevel.Error, "Telemetry could not be written to {Path}: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string path, string reason);

    /// <summary>Something to write.</summary>
    internal readonly record struct Entry(OtlpSignal Signal, bool IsReset, byte[] Request);
}
