namespace Aspire.Dashboard.Telemetry;

/// <summary>What an import brought.</summary>
public sealed record ImportResult(int Spans, int LogRecords, int MetricPoints);
