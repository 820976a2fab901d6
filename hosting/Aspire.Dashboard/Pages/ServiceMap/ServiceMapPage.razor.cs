using System.Globalization;
using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Pages.Graphs;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.FluentUI.AspNetCore.Components;
using Icons = Microsoft.FluentUI.AspNetCore.Components.Icons;

namespace Aspire.Dashboard.Pages.ServiceMap;

/// <summary>Who calls whom, drawn from the traffic.</summary>
public partial class ServiceMapPage
{
    private const double NodeWidth = 176;
    private const double NodeHeight = 54;
    private const double LabelWidth = 106;
    private const double LabelHeight = 37;
    private const double LayerGap = 328;
    private const double RowGap = 92;

    private static readonly int[] Windows = [1, 5, 15, 60];
    private static readonly Icon MapIcon = new Icons.Regular.Size20.Organization();

    private Telemetry.ServiceMap? _map;
    private LayeredLayout _layout = new([], [], LayerGap, RowGap);
    private Dictionary<(string From, string To), (EdgePath Path, GraphPoint Label)> _paths = [];
    private string _shape = "";
    private DateTimeOffset? _pausedSince;
    private bool _asked;

    [Inject]
    private ITraceReader Traces { get; set; } = default!;

    [Inject]
    private ResourcePalette Palette { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? Window { get; set; }

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [SupplyParameterFromQuery]
    private string? Node { get; set; }

    /// <inheritdoc/>
    protected override TelemetryKind Watched => TelemetryKind.Traces;

    /// <inheritdoc/>
    protected override bool IsPaused => _pausedSince is not null;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => RefreshAsync();

    /// <inheritdoc/>
    protected override async Task RefreshAsync()
    {
        TimeSpan? window = int.TryParse(Window, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : null;
        _map = await Task.Run(() => Traces.GetServiceMap(window), Left);

        // The picture moves only when a node or an edge appears or goes, not with every number.
        var shape = string.Join('\n', _map.Nodes.Select(n => n.Name).Concat(_map.Edges.Select(e => $"{e.From}>{e.To}")).Order(StringComparer.Ordinal));
        if (shape != _shape)
        {
            _shape = shape;
            _layout = new LayeredLayout(_map.Nodes.Select(n => n.Name), _map.Edges.Select(e => (e.From, e.To)), LayerGap, RowGap);
            _paths = Draw(_map);
        }

        _asked = true;
    }

    private Dictionary<(string From, string To), (EdgePath Path, GraphPoint Label)> Draw(Telemetry.ServiceMap map)
    {
        var places = new LabelPlaces(LabelWidth, LabelHeight);
        foreach (var node in map.Nodes)
        {
            places.Take(_layout[node.Name], NodeWidth, NodeHeight);
        }

        return map.Edges.ToDictionary(
            edge => (edge.From, edge.To),
            edge =>
            {
                var path = new EdgePath(_layout[edge.From], _layout.Way(edge.From, edge.To), _layout[edge.To], NodeWidth, NodeHeight);
                return (path, places.Place(path));
            });
    }

    private void Go(string? window = null, string? view = null, string? node = null) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["window"] = Blank(window ?? Window),
            ["view"] = Blank(view ?? View),
            ["node"] = Blank(node ?? Node),
        }));

    private string EdgeClass(ServiceEdge edge) =>
        $"edge {(edge.Traffic.Errors > 0 ? "bad" : "")} {(Node is not null && Node != edge.From && Node != edge.To ? "dim" : "")}";

    private void OnKey(KeyboardEventArgs key, string node)
    {
        if (key.Key is "Enter" or " ")
        {
            Go(node: Node == node ? "" : node);
        }
    }

    private static IEnumerable<PropertyRow> Facts(ServiceNode node) =>
    [
        new("Calls", node.Traffic.Calls.ToString("N0", CultureInfo.InvariantCulture)),
        new("Rate", Rate(node.Traffic)),
        new("Errors", $"{node.Traffic.Errors.ToString("N0", CultureInfo.InvariantCulture)} ({Percent(node.Traffic)})"),
        new("P50", DurationText.Of(node.Traffic.P50)),
        new("P95", DurationText.Of(node.Traffic.P95)),
    ];

    private static string Describe(TrafficSummary traffic) =>
        $"{Rate(traffic)}, {Percent(traffic)} errors, P50 {DurationText.Of(traffic.P50)}, P95 {DurationText.Of(traffic.P95)}";

    private static string Rate(TrafficSummary traffic) => traffic.PerSecond switch
    {
        0 => "0/s",
        < 0.1 => string.Create(CultureInfo.InvariantCulture, $"{traffic.PerSecond * 60:0.#}/min"),
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{traffic.PerSecond:0.#}/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{traffic.PerSecond:N0}/s"),
    };

    private static string Percent(TrafficSummary traffic) => traffic.Errors == 0
        ? "0 %"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0.1, 100 * traffic.ErrorRatio):0.#} %");

    private static string Thickness(TrafficSummary traffic) =>
        Math.Clamp(1.5 + Math.Log10(1 + traffic.PerSecond), 1.5, 5).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Px(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Short(string name) => name.Length <= 19 ? name : string.Concat(name.AsSpan(0, 18), "…");

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
