using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Aspire.Dashboard.Pages.StructuredLogs;

/// <summary>The list of log records.</summary>
public partial class StructuredLogsPage
{
    private static readonly LogLevel[] OfferedLevels = [LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error, LogLevel.Critical];

    private LiveTable<LogRow>? _table;
    private FilterBar? _filterBar;
    private IReadOnlyList<TelemetryResource> _resources = [];
    private IReadOnlyList<TelemetryFilter> _filters = [];
    private LogEntry? _selected;
    private DateTimeOffset? _pausedSince;
    private long? _pausedVersion;
    private int _total;
    private string _question = "";

    [Inject]
    private ILogReader Logs { get; set; } = default!;

    [Inject]
    private ITelemetryResourceReader ResourceReader { get; set; } = default!;

    [Inject]
    private UnreadErrors UnreadErrors { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>From the address: whose records.</summary>
    [Parameter]
    public string? ResourceName { get; set; }

    [SupplyParameterFromQuery]
    private string? Instance { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? Filters { get; set; }

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

    /// <inheritdoc/>
    protected override bool IsPaused => _pausedSince is not null;

    private ResourceSelection? Selection => ResourceName is null ? null : new ResourceSelection(ResourceName, Instance);

    private bool IsFiltered => Selection is not null || Text is not null || Level is not null || TraceIdText is not null || _filters.Count > 0;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _filters = FilterText.Parse(Filters);
        _resources = ResourceReader.GetResources();
        _selected = Entry is { } id ? (_selected?.Id == id ? _selected : Logs.GetLog(id)) : null;
        UnreadErrors.MarkRead(Selection);

        var question = $"{Selection} {Text} {Level} {TraceIdText} {SpanIdText} {Filters}";
        if (_question != question)
        {
            _question = question;
            await ResetAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task RefreshAsync()
    {
        _resources = ResourceReader.GetResources();
        UnreadErrors.MarkRead(Selection);
        if (_table is not null)
        {
            await _table.RefreshAsync();
        }
    }

    private async Task ResetAsync()
    {
        if (_table is not null)
        {
            await _table.ResetAsync();
        }
    }

    private async Task<TablePart<LogRow>> LoadAsync(int skip, int take, long? version)
    {
        var query = new LogQuery
        {
            Resource = Selection,
            MinimumLevel = Enum.TryParse<LogLevel>(Level, ignoreCase: true, out var level) ? level : LogLevel.Trace,
            Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
            Filters = _filters,
            TraceId = TraceId.TryParse(TraceIdText, out var traceId) ? traceId : null,
            SpanId = SpanId.TryParse(SpanIdText, out var spanId) ? spanId : null,
            Skip = skip,
            Take = take + 1,
            AsOf = _pausedVersion ?? version,
        };
        // Off the circuit's own thread: a click must not wait for a search.
        return await Task.Run(
            () =>
            {
                var page = Logs.GetLogs(query);
                return new TablePart<LogRow>(WithRestarts(page.Items, take), page.TotalCount, page.Version);
            },
            Left);
    }

    private List<LogRow> WithRestarts(IReadOnlyList<LogEntry> logs, int take)
    {
        var rows = new List<LogRow>(take);
        var restarts = logs.Count == 0 ? [] : ResourceReader.GetRestarts(Selection, logs[^1].Time, logs[0].Time);
        for (var i = 0; i < Math.Min(take, logs.Count); i++)
        {
            var older = i + 1 < logs.Count ? logs[i + 1].Time : (DateTimeOffset?)null;
            rows.Add(new LogRow(logs[i], restarts.LastOrDefault(r => r.Time <= logs[i].Time && older < r.Time)));
        }

        return rows;
    }

    private void SetPaused(bool paused)
    {
        _pausedSince = paused ? Clock.Now : null;
        _pausedVersion = paused ? Logs.GetLogs(new LogQuery { Take = 0 }).Version : null;
        if (!paused)
        {
            _ = InvokeAsync(RefreshAsync);
        }
    }

    private void Go(
        ResourceSelection? resource, string? filters = null, string? text = null, string? level = null, string? trace = null, long? entry = null) =>
        Navigation.NavigateTo(
            DashboardUrls.StructuredLogs(
                resource, level ?? Level, filters ?? Filters, text ?? Text, trace ?? TraceIdText, trace is null ? SpanIdText : null, entry),
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
