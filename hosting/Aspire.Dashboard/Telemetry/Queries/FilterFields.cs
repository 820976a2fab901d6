namespace Aspire.Dashboard.Telemetry;

/// <summary>Names of filter fields that are no attributes. Every other name is an attribute's.</summary>
public static class FilterFields
{
    /// <summary>A log record's rendered message.</summary>
    public const string LogMessage = "log.message";

    /// <summary>A log record's category (the scope's name).</summary>
    public const string LogCategory = "log.category";

    /// <summary>A log record's level, ordered: <c>Trace</c>, <c>Debug</c>, <c>Information</c>, <c>Warning</c>, <c>Error</c>, <c>Critical</c>.</summary>
    public const string LogLevel = "log.level";

    /// <summary>A log record's event name.</summary>
    public const string LogEventName = "log.eventname";

    /// <summary>The trace id.</summary>
    public const string TraceId = "trace.id";

    /// <summary>The span id.</summary>
    public const string SpanId = "span.id";

    /// <summary>The display name of the resource.</summary>
    public const string Resource = "resource";

    /// <summary>A span's name.</summary>
    public const string SpanName = "span.name";

    /// <summary>A span's kind: <c>Internal</c>, <c>Server</c>, <c>Client</c>, <c>Producer</c>, <c>Consumer</c>.</summary>
    public const string SpanKind = "span.kind";

    /// <summary>A span's status: <c>Unset</c>, <c>Ok</c>, <c>Error</c>.</summary>
    public const string SpanStatus = "span.status";

    /// <summary>A span's status message.</summary>
    public const string SpanStatusMessage = "span.status_message";

    /// <summary>A span's scope (the source's name).</summary>
    public const string SpanScope = "span.scope";

    /// <summary>A span's duration in milliseconds.</summary>
    public const string SpanDuration = "span.duration";

    /// <summary>The fields of log records.</summary>
    public static IReadOnlyList<string> OfLogs { get; } = [LogMessage, LogCategory, LogLevel, LogEventName, TraceId, SpanId, Resource];

    /// <summary>The fields of spans.</summary>
    public static IReadOnlyList<string> OfSpans { get; } =
        [SpanName, SpanKind, SpanStatus, SpanStatusMessage, SpanScope, SpanDuration, TraceId, SpanId, Resource];
}
