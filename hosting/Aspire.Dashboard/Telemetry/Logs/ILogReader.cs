namespace Aspire.Dashboard.Telemetry;

/// <summary>Answers questions about log records. Answers are snapshots: they never change afterwards, and asking never holds up the receivers.</summary>
public interface ILogReader
{
    /// <summary>Matching records, newest first.</summary>
    Page<LogEntry> GetLogs(LogQuery query);

    /// <summary>One record; null when it has been dropped meanwhile.</summary>
    LogEntry? GetLog(long id);

    /// <summary>Attribute names that occur, most frequent first.</summary>
    IReadOnlyList<string> GetLogAttributeNames(ResourceSelection? resource = null);

    /// <summary>Values that a field (of <see cref="FilterFields"/>, or an attribute) has, most frequent first, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<FieldValue> GetLogFieldValues(string field, ResourceSelection? resource = null, int limit = 100);

    /// <summary>How many records of level Error and above each resource has sent that are still kept, by <see cref="TelemetryResource.Name"/> and instance.</summary>
    IReadOnlyDictionary<ResourceSelection, int> GetErrorCounts();
}
