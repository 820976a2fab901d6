namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A trace in the store. Changed under the store's lock; readers see <see cref="Snapshot"/>.</summary>
internal sealed class TraceRecord(TraceId id, long number)
{
    /// <summary>What a trace takes besides its spans.</summary>
    public const int Cost = 320;

    private SpanRecord[] _spans = new SpanRecord[4];
    private SpanRecord? _first;
    private SpanRecord? _root;
    private ulong _start = ulong.MaxValue;
    private ulong _end;
    private int _errorCount;
    private volatile TraceSnapshot? _snapshot;

    public TraceId Id => id;

    public int Count { get; private set; }

    /// <summary>Whether spans were added since the last <see cref="Publish"/>.</summary>
    public bool IsChanged { get; private set; }

    public TraceSnapshot? Snapshot => _snapshot;

    public ReadOnlySpan<SpanRecord> Spans => _spans.AsSpan(0, Count);

    public void Add(SpanRecord span)
    {
        if (Count == _spans.Length)
        {
            // A new array: snapshots keep the old one.
            Array.Resize(ref _spans, Count * 2);
        }

        _spans[Count++] = span;

        if (_first is null || span.Start < _first.Start)
        {
            _first = span;
        }

        if (span.ParentSpanId.IsEmpty && (_root is null || span.Start < _root.Start))
        {
            _root = span;
        }

        _start = Math.Min(_start, span.Start);
        _end = Math.Max(_end, span.End);
        _errorCount += span.IsError ? 1 : 0;
        IsChanged = true;
    }

    /// <summary>Makes the spans added so far visible, all at once.</summary>
    public void Publish()
    {
        _snapshot = new TraceSnapshot(id, number, _spans, Count, _first!, _root, _start, _end, _errorCount);
        IsChanged = false;
    }
}
