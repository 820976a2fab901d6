using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Aspire.Dashboard.Pages.Traces;

/// <summary>One trace as a waterfall.</summary>
public partial class TraceDetailPage
{
    private readonly HashSet<SpanId> _collapsed = [];
    private TraceDetail? _trace;
    private List<WaterfallItem> _rows = [];
    private WaterfallScale _scale = new(TimeSpan.Zero);
    private SpanDetail? _selected;
    private LogEntry? _selectedLog;
    private ElementReference _scroller;
    private string _find = "";
    private string? _shownSpan;
    private bool _showLogs;
    private bool _asked;
    private bool _scrollToSelected;

    [Inject]
    private ITraceReader Traces { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime JS { get; set; } = default!;

    /// <summary>From the address: the trace.</summary>
    [Parameter]
    public string TraceIdText { get; set; } = "";

    [SupplyParameterFromQuery(Name = "spanId")]
    private string? SpanIdText { get; set; }

    /// <inheritdoc/>
    protected override TelemetryKind Watched => TelemetryKind.Traces | TelemetryKind.Logs;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_trace?.Summary.TraceId.ToString() != TraceIdText)
        {
            _trace = null;
            _collapsed.Clear();
            await RefreshAsync();
        }

        Choose();
        if (_selected is not null && _shownSpan != SpanIdText)
        {
            _scrollToSelected = true;
        }

        _shownSpan = SpanIdText;
    }

    /// <inheritdoc/>
    protected override async Task RefreshAsync()
    {
        if (TraceId.TryParse(TraceIdText, out var id))
        {
            var trace = await Task.Run(() => Traces.GetTrace(id), Left);
            // Other traces arrive all the time; this one is drawn anew only when it has grown.
            if (trace is not null && (_trace is null || _trace.Spans.Count != trace.Spans.Count || _trace.Logs.Count != trace.Logs.Count))
            {
                _trace = trace;
                _scale = new WaterfallScale(trace.Summary.Duration);
                Arrange();
                Choose();
            }
        }

        _asked = true;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_scrollToSelected && _trace is not null)
        {
            _scrollToSelected = false;
            var index = _rows.FindIndex(r => r.IsSelected(_selected, null));
            if (index > 8)
            {
                await JS.InvokeVoidAsync("dashboard.scrollRowIntoView", _scroller, index, 30);
            }
        }
    }

    private void Choose()
    {
        _selected = SpanId.TryParse(SpanIdText, out var spanId) ? _trace?.Spans.FirstOrDefault(s => s.SpanId == spanId) : null;
        if (_selected is not null)
        {
            _selectedLog = null;
        }
    }

    private void Arrange()
    {
        _rows = [];
        if (_trace is not { } trace)
        {
            return;
        }

        var logs = trace.Logs.ToLookup(l => l.SpanId);
        for (var i = 0; i < trace.Spans.Count; i++)
        {
            var span = trace.Spans[i];
            _rows.Add(new WaterfallItem
            {
                Span = span,
                Depth = span.Depth,
                Offset = span.Offset,
                LogDots = [.. logs[span.SpanId].Select(l => (l.Time - trace.Summary.Start, l.Level))],
            });
            if (_collapsed.Contains(span.SpanId))
            {
                i += span.DescendantCount;
            }
            else if (_showLogs)
            {
                _rows.AddRange(logs[span.SpanId].Select(l => new WaterfallItem { Log = l, Depth = span.Depth + 1, Offset = l.Time - trace.Summary.Start }));
            }
        }
    }

    private void Toggle(SpanDetail span)
    {
        if (!_collapsed.Remove(span.SpanId))
        {
            _collapsed.Add(span.SpanId);
        }

        Arrange();
    }

    private void ToggleAll()
    {
        if (_collapsed.Count > 0)
        {
            _collapsed.Clear();
        }
        else if (_trace is not null)
        {
            _collapsed.UnionWith(_trace.Spans.Where(s => s is { Depth: > 0, DescendantCount: > 0 }).Select(s => s.SpanId));
        }

        Arrange();
    }

    private void ToggleLogs()
    {
        _showLogs = !_showLogs;
        Arrange();
    }

    private async Task Find(string text)
    {
        _find = text.Trim();
        if (_find.Length > 0 && _rows.FindIndex(r => WaterfallRow.Matches(r, _find)) is var index and >= 0)
        {
            await JS.InvokeVoidAsync("dashboard.scrollRowIntoView", _scroller, index, 30);
        }
    }

    private void Select(WaterfallItem row)
    {
        if (row.Span is { } span)
        {
            GoTo(span.SpanId);
        }
        else
        {
            ShowLog(row.Log!);
        }
    }

    private void ShowLog(LogEntry log)
    {
        _selectedLog = log;
        GoTo(null);
    }

    private void GoTo(SpanId? span)
    {
        if (span is not null)
        {
            _selectedLog = null;
            _shownSpan = span.ToString(); // the row that was clicked is in view already
        }

        if (TraceId.TryParse(TraceIdText, out var id))
        {
            Navigation.NavigateTo(DashboardUrls.TraceDetail(id, span), replace: true);
        }
    }
}
