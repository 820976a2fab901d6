using Aspire.Dashboard.Telemetry.Queries;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Telemetry.Logs;

/// <summary>Answers questions about log records from a snapshot of the store.</summary>
internal sealed class LogReader(LogStore store) : ILogReader
{
    // Newest first; of the same time, the later arrival.
    private static readonly Comparison<LogRecord> NewestFirst = (left, right) =>
        left.Time != right.Time ? right.Time.CompareTo(left.Time) : right.Id.CompareTo(left.Id);

    public Page<LogEntry> GetLogs(LogQuery query)
    {
        var snapshot = store.GetSnapshot(out var latest);
        var version = query.AsOf ?? latest;
        var filters = query.Filters.Select(filter => new FilterMatcher(filter)).ToArray();
        var from = query.From is { } earliest ? UnixTime.FromDateTime(earliest) : 0;
        var to = query.To is { } end ? UnixTime.FromDateTime(end) : ulong.MaxValue;
        var matches = new List<LogRecord>();

        foreach (var record in snapshot)
        {
            // The cheap questions first; the text has to be decoded.
            if (record.Id <= version
                && record.Time >= from
                && record.Time <= to
                && record.Level >= query.MinimumLevel
                && (query.TraceId is not { } traceId || record.TraceId == traceId)
                && (query.SpanId is not { } spanId || record.SpanId == spanId)
                && record.Resource.IsSelectedBy(query.Resource)
                && Array.TrueForAll(filters, filter => Matches(record, filter))
                && (string.IsNullOrEmpty(query.Text) || LogContents.ReadMessage(record).Contains(query.Text, StringComparison.OrdinalIgnoreCase)))
            {
                matches.Add(record);
            }
        }

        matches.Sort(NewestFirst);

        return new Page<LogEntry>([.. matches.Skip(query.Skip).Take(query.Take).Select(LogContents.ToEntry)], matches.Count, version);
    }

    public LogEntry? GetLog(long id)
    {
        foreach (var record in store.GetSnapshot(out _))
        {
            if (record.Id == id)
            {
                return LogContents.ToEntry(record);
            }
        }

        return null;
    }

    public IReadOnlyList<string> GetLogAttributeNames(ResourceSelection? resource = null)
    {
        var names = new ValueCounter();

        foreach (var record in store.GetSnapshot(out _))
        {
            if (record.Resource.IsSelectedBy(resource))
            {
                foreach (var attribute in AttributeReader.ReadAll(record.Contents.Span, OtlpFields.LogRecord.Attributes))
                {
                    names.Add(attribute.Name);
                }
            }
        }

        return [.. names.GetMostFrequent(int.MaxValue).Select(name => name.Value).Where(name => name != "{OriginalFormat}")];
    }

    public IReadOnlyList<FieldValue> GetLogFieldValues(string field, ResourceSelection? resource = null, int limit = 100)
    {
        var matcher = new FilterMatcher(new TelemetryFilter(field, FilterCondition.Exists, ""));
        var values = new ValueCounter();

        foreach (var record in store.GetSnapshot(out _))
        {
            if (record.Resource.IsSelectedBy(resource))
            {
                values.Add(ReadField(record, matcher));
            }
        }

        return values.GetMostFrequent(limit);
    }

    public IReadOnlyDictionary<ResourceSelection, int> GetErrorCounts()
    {
        var counts = new Dictionary<ResourceEntry, int>();

        foreach (var record in store.GetSnapshot(out _))
        {
            if (record.Level is LogLevel.Error or LogLevel.Critical)
            {
                counts[record.Resource] = counts.GetValueOrDefault(record.Resource) + 1;
            }
        }

        return counts.ToDictionary(entry => entry.Key.Current.Selection, entry => entry.Value);
    }

    private static bool Matches(LogRecord record, FilterMatcher filter) =>
        filter.Field == FilterFields.LogLevel ? filter.Matches(record.Level) : filter.Matches(ReadField(record, filter));

    private static string? ReadField(LogRecord record, FilterMatcher filter) => filter.Field switch
    {
        FilterFields.LogMessage => LogContents.ReadMessage(record),
        FilterFields.LogCategory => record.Scope.Name,
        FilterFields.LogLevel => record.Level.ToString(),
        FilterFields.LogEventName => LogContents.ReadEventName(record),
        FilterFields.TraceId => record.TraceId.IsEmpty ? null : record.TraceId.ToString(),
        FilterFields.SpanId => record.SpanId.IsEmpty ? null : record.SpanId.ToString(),
        FilterFields.Resource => record.Resource.Current.DisplayName,
        _ => AttributeReader.Find(record.Contents.Span, OtlpFields.LogRecord.Attributes, filter.AttributeName)
            ?? AttributeReader.Find(record.Resource.Raw, OtlpFields.Resource.Attributes, filter.AttributeName),
    };
}
