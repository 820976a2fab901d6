using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Aspire.Dashboard.Pages.StructuredLogs;

/// <summary>The list of log records.</summary>
public partial class StructuredLogsPage
{
    private static readonly LogLevel[] OfferedLevels = [LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error, LogLevel.Critical];

    private LogEntry? _selected;

    [Inject]
    private ILogReader Logs { get; set; } = default!;

    [Inject]
    private UnreadErrors UnreadErrors { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "logLevel")]
    private string? Level { get; set; }

    [SupplyParameterFromQuery(Name = "traceId")]
    private string? TraceIdText { get; set; }

    [SupplyParameterFromQuery(Name = "spanId")]
    private string? SpanIdText { get; set; }

    [SupplyParameterFromQuery(Name = "logEntryId")]
    private long? Entry { get; set; }

    /// <inheritdoc/>
    protected override TelemetryKind Watched => TelemetryKind.Logs | TelemetryKind.Resources;

    private bool IsFiltered => Selection is not null || Text is not null || Level is not null || TraceIdText is not null || Filters.Count > 0;

    /// <inheritdoc/>
    protected override string Question => $"{Selection} {Text} {Level} {TraceIdText} {SpanIdText} {FiltersText}";

    /// <inheritdoc/>
    protected override Func<LogEntry, DateTimeOffset> TimeOfItems => log => log.Time;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        _selected = Entry is { } id ? (_selected?.Id == id ? _selected : Logs.GetLog(id)) : null;
        UnreadErrors.MarkRead(Selection);
        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        UnreadErrors.MarkRead(Selection);
        return base.RefreshAsync();
    }

    /// <inheritdoc/>
    protected override long LatestVersion() => Logs.GetLogs(new LogQuery { Take = 0 }).Version;

    /// <inheritdoc/>
    protected override Page<LogEntry> Read(int skip, int take, long? version) => Logs.GetLogs(new LogQuery
    {
        Resource = Selection,
        MinimumLevel = Enum.TryParse<LogLevel>(Level, ignoreCase: true, out var level) ? level : LogLevel.Trace,
        Text = SearchText,
        Filters = Filters,
        TraceId = TraceId.TryParse(TraceIdText, out var traceId) ? traceId : null,
        SpanId = SpanId.TryParse(SpanIdText, out var spanId) ? spanId : null,
        Skip = skip,
        Take = take,
        AsOf = version,
    });

    private void Go(
        ResourceSelection? resource, string? filters = null, string? text = null, string? level = null, string? trace = null, long? entry = null) =>
        Navigation.NavigateTo(
            DashboardUrls.StructuredLogs(
                resource, level ?? Level, filters ?? FiltersText, text ?? Text, trace ?? TraceIdText, trace is null ? SpanIdText : null, entry),
            replace: text is not null || entry is not null);

    private void Select(LogEntry? log) => Go(Selection, entry: log?.Id);

    private void OpenTrace()
    {
        if (TraceId.TryParse(TraceIdText, out var id))
        {
            Navigation.NavigateTo(DashboardUrls.TraceDetail(id));
        }
    }

    private void OnKey(KeyboardEventArgs key, LogEntry log)
    {
        if (key.Key == "Enter")
        {
            Select(log);
        }
    }

    private IReadOnlyList<string> GetFields() => [.. FilterFields.OfLogs, .. Logs.GetLogAttributeNames(Selection)];

    private IReadOnlyList<FieldValue> GetValues(string field) => Logs.GetLogFieldValues(field, Selection, limit: 50);
}
