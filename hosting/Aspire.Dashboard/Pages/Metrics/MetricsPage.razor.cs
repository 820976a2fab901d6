using System.Globalization;
using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Aspire.Dashboard.Pages.Metrics;

/// <summary>The instruments of a resource, and one of them drawn.</summary>
public partial class MetricsPage
{
    private static readonly int[] Durations = [1, 5, 15, 30, 60, 180, 360, 720, 1440];
    private static readonly string[] Preferred = ["http.server.request.duration", "http.client.request.duration"];

    private IReadOnlyList<TelemetryResource> _resources = [];
    private IReadOnlyList<InstrumentSummary> _instruments = [];
    private IReadOnlyDictionary<string, IReadOnlyCollection<string?>> _dimensions = new Dictionary<string, IReadOnlyCollection<string?>>();
    private InstrumentSummary? _instrument;
    private MetricChart? _chart;
    private DateTimeOffset _to;
    private DateTimeOffset? _pausedSince;
    private int _minutes = 5;
    private string _find = "";
    private bool _asked;

    [Inject]
    private IMetricReader Metrics { get; set; } = default!;

    [Inject]
    private ITelemetryResourceReader ResourceReader { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>From the address: whose metrics.</summary>
    [Parameter]
    public string? ResourceName { get; set; }

    /// <summary>From the address: the instrument's meter.</summary>
    [Parameter]
    public string? Meter { get; set; }

    /// <summary>From the address: the instrument.</summary>
    [Parameter]
    public string? InstrumentName { get; set; }

    [SupplyParameterFromQuery]
    private string? Instance { get; set; }

    [SupplyParameterFromQuery]
    private string? Duration { get; set; }

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [SupplyParameterFromQuery]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "split")]
    private string? SplitBy { get; set; }

    [SupplyParameterFromQuery]
    private string? Dimensions { get; set; }

    /// <inheritdoc/>
    protected override TelemetryKind Watched => TelemetryKind.Metrics | TelemetryKind.Resources;

    /// <inheritdoc/>
    protected override bool IsPaused => _pausedSince is not null;

    private ResourceSelection? Selection => ResourceName is null ? null : new ResourceSelection(ResourceName, Instance);

    private string Key => $"{ResourceName}/{Meter}/{InstrumentName}";

    private IEnumerable<InstrumentSummary> Shown =>
        _instruments.Where(i => i.Name.Contains(_find, StringComparison.OrdinalIgnoreCase) || i.Meter.Contains(_find, StringComparison.OrdinalIgnoreCase));

    // A total since the start says little; what a counter is watched for is its growth.
    private MetricView ShownView => Enum.TryParse<MetricView>(View, ignoreCase: true, out var view)
        ? view
        : _instrument?.Kind == InstrumentKind.Counter ? MetricView.Rate : MetricView.Value;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _minutes = int.TryParse(Duration, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && Durations.Contains(minutes) ? minutes : 5;
        _dimensions = DimensionText.Parse(Dimensions);
        await RefreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task RefreshAsync()
    {
        _resources = [.. ResourceReader.GetResources().Where(r => r.Sent.HasFlag(TelemetryKind.Metrics))];
        if (Selection is null && _resources.Count > 0)
        {
            var first = _resources.FirstOrDefault(r => Metrics.GetInstruments(new(r.Name)).Any(i => Preferred.Contains(i.Name))) ?? _resources[0];
            // Not amid the dispatch of the navigation that led here.
            await Task.Yield();
            Navigation.NavigateTo(DashboardUrls.Metrics(new ResourceSelection(first.Name), duration: Duration), replace: true);
            return;
        }

        if (Selection is not { } resource)
        {
            return;
        }

        _instruments = Metrics.GetInstruments(resource);
        _instrument = InstrumentName is null
            ? Preferred.Select(name => _instruments.FirstOrDefault(i => i.Name == name)).FirstOrDefault(i => i is not null) ?? (_instruments.Count > 0 ? _instruments[0] : null)
            : _instruments.FirstOrDefault(i => i.Name == InstrumentName && i.Meter == Meter);
        if (_instrument is { } instrument)
        {
            var to = _pausedSince ?? Clock.Now;
            var query = new MetricQuery
            {
                Resource = resource,
                Meter = instrument.Meter,
                Name = instrument.Name,
                View = ShownView,
                Duration = TimeSpan.FromMinutes(_minutes),
                To = to,
                Dimensions = _dimensions,
                SplitBy = string.IsNullOrEmpty(SplitBy) ? null : SplitBy,
            };
            _chart = await Task.Run(() => Metrics.GetChart(query), Left);
            _to = to;
        }
        else
        {
            _chart = null;
        }

        _asked = true;
    }

    private void Go(string? duration = null, string? view = null, string? show = null, string? split = null, string? dimensions = null) =>
        Navigation.NavigateTo(DashboardUrls.Metrics(
            Selection, _instrument?.Meter, _instrument?.Name, duration ?? Duration, view ?? View, show ?? Show, split ?? SplitBy, dimensions ?? Dimensions));

    private void Restrict(string dimension, IReadOnlyCollection<string?>? values)
    {
        var dimensions = _dimensions.Where(d => d.Key != dimension).ToDictionary();
        if (values is not null)
        {
            dimensions[dimension] = values;
        }

        Go(dimensions: DimensionText.Format(dimensions) ?? "");
    }

    private void ChooseByText(string? text)
    {
        var parts = (text ?? "").Split('\n');
        if (parts.Length == 2)
        {
            Navigation.NavigateTo(DashboardUrls.Metrics(Selection, parts[0], parts[1], Duration));
        }
    }

    private void SetPaused(bool paused)
    {
        _pausedSince = paused ? Clock.Now : null;
        if (!paused)
        {
            _ = InvokeAsync(RefreshAsync);
        }
    }

    private static (MetricView View, string Text)[] Views(InstrumentKind kind) => kind switch
    {
        InstrumentKind.Counter => [(MetricView.Rate, "Rate"), (MetricView.Count, "Growth"), (MetricView.Value, "Total")],
        InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram or InstrumentKind.Summary =>
            [(MetricView.Value, "Percentiles"), (MetricView.Rate, "Rate"), (MetricView.Count, "Count")],
        _ => [(MetricView.Value, "Value")],
    };
}
