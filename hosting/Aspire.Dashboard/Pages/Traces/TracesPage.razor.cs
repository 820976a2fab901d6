using System.Globalization;
using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Aspire.Dashboard.Pages.Traces;

/// <summary>The list of traces.</summary>
public partial class TracesPage
{
    private static readonly int[] Minimums = [10, 50, 100, 500, 1000, 5000];

    private LiveTable<TraceSummary>? _table;
    private FilterBar? _filterBar;
    private IReadOnlyList<TelemetryResource> _resources = [];
    private IReadOnlyList<TelemetryFilter> _filters = [];
    private TimeSpan _longest;
    private DateTimeOffset? _pausedSince;
    private long? _pausedVersion;
    private int _total;
    private string _question = "";

    [Inject]
    private ITraceReader Traces { get; set; } = default!;

    [Inject]
    private ITelemetryResourceReader ResourceReader { get; set; } = default!;

    [Inject]
    private ResourcePalette Palette { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>From the address: traces in which this service takes part.</summary>
    [Parameter]
    public string? ResourceName { get; set; }

    [SupplyParameterFromQuery]
    private string? Instance { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? Filters { get; set; }

    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "min")]
    private string? Minimum { get; set; }

    [SupplyParameterFromQuery]
    private string? Order { get; set; }

    /// <inheritdoc/>
    protected override TelemetryKind Watched => TelemetryKind.Traces | TelemetryKind.Resources;

    /// <inheritdoc/>
    protected override bool IsPaused => _pausedSince is not null;

    private ResourceSelection? Selection => ResourceName is null ? null : new ResourceSelection(ResourceName, Instance);

    private bool IsFiltered => Selection is not null || Text is not null || Status is not null || Minimum is not null || _filters.Count > 0;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _filters = FilterText.Parse(Filters);
        _resources = ResourceReader.GetResources();
        var question = Navigation.Uri;
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

    private async Task<TablePart<TraceSummary>> LoadAsync(int skip, int take, long? version)
    {
        var query = new TraceQuery
        {
            Resource = Selection,
            Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
            Filters = _filters,
            HasError = Status == "error" ? true : null,
            MinimumDuration = int.TryParse(Minimum, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? TimeSpan.FromMilliseconds(ms) : null,
            Order = Order switch { "longest" => TraceOrder.Longest, "oldest" => TraceOrder.Oldest, _ => TraceOrder.Newest },
            Skip = skip,
            Take = take,
            AsOf = _pausedVersion ?? version,
        };
        // Off the circuit's own thread: a click must not wait for a search.
        var page = await Task.Run(() => Traces.GetTraces(query), Left);
        _longest = page.MaxDuration;
        return new TablePart<TraceSummary>(page.Items, page.TotalCount, page.Version);
    }

    private void SetPaused(bool paused)
    {
        _pausedSince = paused ? Clock.Now : null;
        _pausedVersion = paused ? Traces.GetTraces(new TraceQuery { Take = 0 }).Version : null;
        if (!paused)
        {
            _ = InvokeAsync(RefreshAsync);
        }
    }

    private void Go(
        ResourceSelection? resource, string? filters = null, string? text = null, string? status = null, string? minimum = null, string? order = null) =>
        Navigation.NavigateTo(
            DashboardUrls.Traces(resource, filters ?? Filters, text ?? Text, status ?? Status, minimum ?? Minimum, order ?? Order),
            replace: text is not null);

    private void Open(TraceSummary trace) => Navigation.NavigateTo(DashboardUrls.TraceDetail(trace.TraceId));

    private void OnKey(KeyboardEventArgs key, TraceSummary trace)
    {
        if (key.Key == "Enter")
        {
            Open(trace);
        }
    }

    private IReadOnlyList<string> GetFields() => [.. FilterFields.OfSpans, .. Traces.GetSpanAttributeNames(Selection)];

    private IReadOnlyList<FieldValue> GetValues(string field) => Traces.GetSpanFieldValues(field, Selection, limit: 50);

    private string Share(TraceSummary trace) =>
        (_longest > TimeSpan.Zero ? Math.Clamp(100 * trace.Duration / _longest, 1, 100) : 1).ToString("0.#", CultureInfo.InvariantCulture);

    // Replicas of one service are one entry: the list is about services.
    private static IEnumerable<(string Name, int Spans, int Errors, bool IsPeer)> Services(TraceSummary trace) =>
        trace.Resources
            .GroupBy(r => r.Resource.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, g.Sum(r => r.SpanCount), g.Sum(r => r.ErrorCount), g.All(r => r.Resource.IsUninstrumentedPeer)));

    private static string Pressed(bool on) => on ? "true" : "false";
}
