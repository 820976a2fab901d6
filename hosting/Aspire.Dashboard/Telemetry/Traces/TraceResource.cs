namespace Aspire.Dashboard.Telemetry;

/// <summary>A resource's share in a trace.</summary>
public sealed record TraceResource(TelemetryResource Resource, int SpanCount, int ErrorCount);
