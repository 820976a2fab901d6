namespace Aspire.Dashboard.Telemetry;

/// <summary>Answers questions about traces. Answers are snapshots: they never change afterwards, and asking never holds up the receivers.</summary>
public interface ITraceReader
{
    /// <summary>Matching traces.</summary>
    TracePage GetTraces(TraceQuery query);

    /// <summary>One trace; null when it is unknown or has been dropped.</summary>
    TraceDetail? GetTrace(TraceId id);

    /// <summary>The trace that holds a span, for links that name a span only; null when there is none.</summary>
    TraceId? FindTraceOfSpan(SpanId id);

    /// <summary>Attribute names that occur, most frequent first.</summary>
    IReadOnlyList<string> GetSpanAttributeNames(ResourceSelection? resource = null);

    /// <summary>Values that a field (of <see cref="FilterFields"/>, or an attribute) has, most frequent first, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<FieldValue> GetSpanFieldValues(string field, ResourceSelection? resource = null, int limit = 100);

    /// <summary>Who calls whom, drawn from the traces kept.</summary>
    /// <param name="window">Only calls that ended within this time before now; null for all that is kept.</param>
    ServiceMap GetServiceMap(TimeSpan? window = null);
}
