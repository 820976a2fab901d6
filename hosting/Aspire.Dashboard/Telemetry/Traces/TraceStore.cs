using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry.Storage;

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Keeps the latest traces, within a number and a size.</summary>
/// <remarks>
/// The lock is held while a decoded batch is put into its traces (microseconds) and while a reader copies the list of
/// traces; everything a reader does afterwards works on snapshots, without the lock.
/// </remarks>
internal sealed class TraceStore(DashboardSettings settings, TelemetryFeed feed)
{
    private readonly TelemetryLimitSettings _limits = settings.TelemetryLimits;
    private readonly Lock _gate = new();
    private readonly Dictionary<TraceId, TraceRecord> _traces = [];
    private readonly MemoryAccount _memory = new();
    private readonly List<TraceRecord> _changed = [];
    private Queue<TraceRecord> _order = new();
    private long _number;

    /// <summary>Counts changes; equal numbers mean equal answers.</summary>
    public long Version { get; private set; }

    /// <summary>What the traces take.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _memory.Bytes;
            }
        }
    }

    /// <summary>Adds spans; the oldest traces make room.</summary>
    /// <returns>How many spans were refused because their trace is full.</returns>
    public int Add(ReadOnlySpan<ReceivedSpan> spans)
    {
        if (spans.IsEmpty)
        {
            return 0;
        }

        var refused = 0;

        lock (_gate)
        {
            TraceRecord? trace = null;

            foreach (ref readonly var received in spans)
            {
                // Spans of one trace come in a row more often than not.
                if (trace is null || trace.Id != received.TraceId)
                {
                    trace = GetOrAdd(received.TraceId);
                }

                if (trace.Count >= _limits.MaxSpanCountPerTrace)
                {
                    refused++;
                    continue;
                }

                if (!trace.IsChanged)
                {
                    _changed.Add(trace);
                }

                trace.Add(received.Span);
                _memory.Add(SpanRecord.Cost + (trace.Count == 1 ? TraceRecord.Cost : 0), received.Span.Contents);
            }

            foreach (var changed in _changed)
            {
                changed.Publish();
            }

            _changed.Clear();
            MakeRoom();
            Version++;
        }

        feed.Changed(TelemetryKind.Traces);
        return refused;
    }

    /// <summary>All traces as they are now, in order of arrival.</summary>
    public ImmutableArray<TraceSnapshot> GetSnapshots() => GetSnapshots(out _);

    /// <summary>All traces as they are now, in order of arrival, and the number of the latest.</summary>
    public ImmutableArray<TraceSnapshot> GetSnapshots(out long latest)
    {
        TraceRecord[] records;

        lock (_gate)
        {
            records = [.. _order];
            latest = _number;
        }

        var snapshots = new TraceSnapshot[records.Length];
        var count = 0;

        foreach (var record in records)
        {
            // A trace without a snapshot got its first span refused or is not yet published; it holds nothing.
            if (record.Snapshot is { } snapshot)
            {
                snapshots[count++] = snapshot;
            }
        }

        Array.Resize(ref snapshots, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(snapshots);
    }

    public TraceSnapshot? Find(TraceId id)
    {
        lock (_gate)
        {
            return _traces.GetValueOrDefault(id)?.Snapshot;
        }
    }

    /// <summary>Forgets traces in which a resource takes part; all traces for null.</summary>
    public void Clear(ResourceSelection? selection)
    {
        lock (_gate)
        {
            var kept = new Queue<TraceRecord>();

            foreach (var trace in _order)
            {
                if (TakesPart(trace, selection))
                {
                    Forget(trace);
                }
                else
                {
                    kept.Enqueue(trace);
                }
            }

            _order = kept;
            Version++;
        }

        feed.Changed(TelemetryKind.Traces);
    }

    private static bool TakesPart(TraceRecord trace, ResourceSelection? selection)
    {
        foreach (var span in trace.Spans)
        {
            if (span.Resource.IsSelectedBy(selection))
            {
                return true;
            }
        }

        return selection is null;
    }

    private TraceRecord GetOrAdd(TraceId id)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_traces, id, out var exists);

        if (!exists)
        {
            place = new TraceRecord(id, ++_number);
            _order.Enqueue(place);
        }

        return place!;
    }

    private void MakeRoom()
    {
        while (_order.Count > 0 && (_order.Count > _limits.MaxTraceCount || _memory.Bytes > _limits.MaxTraceBytes))
        {
            Forget(_order.Dequeue());
        }
    }

    private void Forget(TraceRecord trace)
    {
        _traces.Remove(trace.Id);

        var isFirst = true;

        foreach (var span in trace.Spans)
        {
            _memory.Remove(SpanRecord.Cost + (isFirst ? TraceRecord.Cost : 0), span.Contents);
            isFirst = false;
        }
    }
}
