namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>So many measurements between two values.</summary>
internal readonly record struct Bucket(double Lower, double Upper, double Count);
