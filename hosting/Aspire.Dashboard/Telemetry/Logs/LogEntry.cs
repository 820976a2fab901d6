namespace Aspire.Dashboard.Telemetry;

/// <summary>One log record.</summary>
public sealed record LogEntry
{
    /// <summary>Its number in order of arrival; unique while the dashboard runs.</summary>
    public required long Id { get; init; }

    /// <summary>Who logged.</summary>
    public required TelemetryResource Resource { get; init; }

    /// <summary>When it happened, or when it was observed if the sender did not say.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The level; OTLP's 24 severities fall into six levels, no severity is <see cref="LogLevel.None"/>.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>The level in the sender's own words; empty if it did not say.</summary>
    public required string SeverityText { get; init; }

    /// <summary>The rendered message.</summary>
    public required string Message { get; init; }

    /// <summary>The message template (<c>{OriginalFormat}</c>), if the sender gave one.</summary>
    public required string? Template { get; init; }

    /// <summary>The category: the name of the scope.</summary>
    public required string Category { get; init; }

    /// <summary>The event's name; null if it has none.</summary>
    public required string? EventName { get; init; }

    /// <summary>The trace it belongs to; empty if none.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>The span it belongs to; empty if none.</summary>
    public required SpanId SpanId { get; init; }

    /// <summary>The attributes, without the template.</summary>
    public required IReadOnlyList<AttributeValue> Attributes { get; init; }

    /// <summary>The exception with its stack trace (<c>exception.stacktrace</c>, else type and message); null if none was logged.</summary>
    public required string? Exception { get; init; }
}
