using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Storage;

namespace Aspire.Dashboard.Telemetry.Logs;

/// <summary>A log record as it is kept: what most filters need is at hand, the rest stays in the bytes it came in.</summary>
internal sealed class LogRecord
{
    /// <summary>What the fields below and a place in the list take.</summary>
    public const int Cost = 136;

    /// <summary>The number in order of arrival; given by the store.</summary>
    public long Id { get; set; }

    public required ulong Time { get; init; }

    public required TraceId TraceId { get; init; }

    public required SpanId SpanId { get; init; }

    public required ResourceEntry Resource { get; init; }

    public required ScopeEntry Scope { get; init; }

    public required string SeverityText { get; init; }

    /// <summary>The remaining fields of OTLP's LogRecord: body, attributes, event name.</summary>
    public required Payload Contents { get; init; }

    public required byte SeverityNumber { get; init; }

    public LogLevel Level => SeverityNumber switch
    {
        0 => LogLevel.None,
        <= 4 => LogLevel.Trace,
        <= 8 => LogLevel.Debug,
        <= 12 => LogLevel.Information,
        <= 16 => LogLevel.Warning,
        <= 20 => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
