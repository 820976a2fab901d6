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

    private TimeSpan _longest;

    [Inject]
    private ITraceReader Traces { get; set; } = default!;

    [Inject]
    private ResourcePalette Palette { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "min")]
    private string? Minimum { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    private string? OrderText { get; set; }

    /// <inheritdoc/>
    protected override TelemetryKind Watched => TelemetryKind.Traces | TelemetryKind.Resources;

    private bool IsFiltered => Selection is not null || Text is not null || Status is not null || Minimum is not null || Filters.Count > 0;

    private TraceOrder Order => OrderText switch { "longest" => TraceOrder.Longest, "oldest" => TraceOrder.Oldest, _ => TraceOrder.Newest };

    /// <inheritdoc/>
    protected override string Question => Navigation.Uri;

    /// <inheritdoc/>
    protected override Func<TraceSummary, DateTimeOffset>? TimeOfItems => Order == TraceOrder.Longest ? null : trace => trace.Start;

    /// <inheritdoc/>
    protected override long LatestVersion() => Traces.GetTraces(new TraceQuery { Take = 0 }).Version;

    /// <inheritdoc/>
    protected override Page<TraceSummary> Read(int skip, int take, long? version)
    {
        var page = Traces.GetTraces(new TraceQuery
        {
            Resource = Selection,
            Text = SearchText,
            Filters = Filters,
            HasError = Status == "error" ? true : null,
            MinimumDuration = int.TryParse(Minimum, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? TimeSpan.FromMilliseconds(ms) : null,
            Order = Order,
            Skip = skip,
            Take = take,
            AsOf = version,
        });
        _longest = page.MaxDuration;
        return new Page<TraceSummary>(page.Items, page.TotalCount, page.Version);
    }

    private void Go(
        ResourceSelection? resource, string? filters = null, string? text = null, string? status = null, string? minimum = null, string? order = null) =>
        Navigation.NavigateTo(
            DashboardUrls.Traces(resource, filters ?? FiltersText, text ?? Text, status ?? Status, minimum ?? Minimum, order ?? OrderText),
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

    private object Drawn(MarkedRow<TraceSummary> row)
    {
        var trace = row.Item;
        return (trace.TraceId, trace.Name, trace.Start, trace.Duration, trace.SpanCount, trace.ErrorCount, trace.HasRoot, Share(trace), row.Restart);
    }

    private string Share(TraceSummary trace) =>
        (_longest > TimeSpan.Zero ? Math.Clamp(100 * trace.Duration / _longest, 1, 100) : 1).ToString("0.#", CultureInfo.InvariantCulture);

    // Replicas of one service are one entry: the list is about services.
    private static IEnumerable<(string Name, int Spans, int Errors, bool IsPeer)> Services(TraceSummary trace) =>
        trace.Resources
            .GroupBy(r => r.Resource.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, g.Sum(r => r.SpanCount), g.Sum(r => r.ErrorCount), g.All(r => r.Resource.IsUninstrumentedPeer)));

    private static string Pressed(bool on) => on ? "true" : "false";
}
