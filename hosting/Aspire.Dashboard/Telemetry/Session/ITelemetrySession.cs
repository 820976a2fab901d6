namespace Aspire.Dashboard.Telemetry;

/// <summary>All telemetry as one thing: to clear, to send to a colleague, to look at again.</summary>
public interface ITelemetrySession
{
    /// <summary>Forgets telemetry.</summary>
    /// <param name="kinds">Which kinds.</param>
    /// <param name="resource">Whose; null for all. For traces: all spans of traces in which it takes part.</param>
    void Clear(TelemetryKind kinds = TelemetryKind.All, ResourceSelection? resource = null);

    /// <summary>Writes a zip file with <c>traces.json</c>, <c>logs.json</c> and <c>metrics.json</c>, each one OTLP JSON export request.</summary>
    Task ExportAsync(Stream destination, TelemetryKind kinds, CancellationToken cancellationToken);

    /// <summary>Reads such a zip file, or a single OTLP JSON file of any kind (an export request, or one a line as the Collector's file exporter writes).</summary>
    /// <exception cref="InvalidDataException">The content is something else; the message says what is wrong. What came before the fault has been read.</exception>
    Task<ImportResult> ImportAsync(Stream source, CancellationToken cancellationToken);
}
