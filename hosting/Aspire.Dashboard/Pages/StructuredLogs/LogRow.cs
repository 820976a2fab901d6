using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Pages.StructuredLogs;

/// <summary>A line of the list of log records.</summary>
/// <param name="Log">The record.</param>
/// <param name="Restart">A restart that lies between this record and the next older one; null if none.</param>
public sealed record LogRow(LogEntry Log, RestartMark? Restart);
