using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry.Storage;

namespace Aspire.Dashboard.Telemetry.Logs;

/// <summary>Keeps the latest log records, within a number and a size, in order of arrival.</summary>
internal sealed class LogStore(DashboardSettings settings, TelemetryFeed feed)
{
    private readonly TelemetryLimitSettings _limits = settings.TelemetryLimits;
    private readonly Lock _gate = new();
    private readonly MemoryAccount _memory = new();
    private Queue<LogRecord> _records = new();
    private long _latest;

    /// <summary>What the records take.</summary>
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

    /// <summary>Adds records; the oldest make room.</summary>
    public void Add(ReadOnlySpan<LogRecord> records)
    {
        if (records.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var record in records)
            {
                record.Id = ++_latest;
                _records.Enqueue(record);
                _memory.Add(LogRecord.Cost, record.Contents);

                while (_records.Count > _limits.MaxLogCount)
                {
                    Forget(_records.Dequeue());
                }
            }

            while (_records.Count > 0 && _memory.Bytes > _limits.MaxLogBytes)
            {
                Forget(_records.Dequeue());
            }
        }

        feed.Changed(TelemetryKind.Logs);
    }

    /// <summary>All records as they are now, in order of arrival.</summary>
    /// <param name="latest">The number of the latest record.</param>
    public ImmutableArray<LogRecord> GetSnapshot(out long latest)
    {
        lock (_gate)
        {
            latest = _latest;
            return ImmutableCollectionsMarshal.AsImmutableArray(_records.ToArray());
        }
    }

    /// <summary>Forgets a resource's records; all records for null.</summary>
    public void Clear(ResourceSelection? selection)
    {
        lock (_gate)
        {
            var kept = new Queue<LogRecord>();

            foreach (var record in _records)
            {
                if (record.Resource.IsSelectedBy(selection))
                {
                    Forget(record);
                }
                else
                {
                    kept.Enqueue(record);
                }
            }

            _records = kept;
        }

        feed.Changed(TelemetryKind.Logs);
    }

    private void Forget(LogRecord record) => _memory.Remove(LogRecord.Cost, record.Contents);
}
