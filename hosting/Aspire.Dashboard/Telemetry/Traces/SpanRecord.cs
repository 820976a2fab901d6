using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Storage;

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A span as it is kept: what lists and waterfalls need is at hand, the rest stays in the bytes it came in.</summary>
internal sealed class SpanRecord
{
    /// <summary>What the fields below and a place in a trace take.</summary>
    public const int Cost = 120;

    public required SpanId SpanId { get; init; }

    public required SpanId ParentSpanId { get; init; }

    public required ulong Start { get; init; }

    public required ulong End { get; init; }

    public required string Name { get; init; }

    public required ResourceEntry Resource { get; init; }

    public required ScopeEntry Scope { get; init; }

    /// <summary>The remaining fields of OTLP's Span: attributes, events, links, status message, trace state.</summary>
    public required Payload Contents { get; init; }

    public required byte RawKind { get; init; }

    /// <summary>Whether there are links among the contents; hardly any span has them, and they are looked for in all.</summary>
    public required bool HasLinks { get; init; }

    public required byte RawStatus { get; init; }

    public SpanKind Kind => (SpanKind)RawKind;

    public SpanStatus Status => (SpanStatus)RawStatus;

    public bool IsError => Status == SpanStatus.Error;

    public TimeSpan Duration => UnixTime.Between(Start, End);
}
