using System.Collections.Immutable;
using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Aspire.Dashboard.Pages.Resources;

/// <summary>What the AppHost runs.</summary>
public sealed partial class ResourcesPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly HashSet<string> _unfolded = new(StringComparer.OrdinalIgnoreCase);
    private ImmutableArray<ResourceSnapshot> _all = [];
    private List<ResourceSnapshot> _shown = [];
    private List<ResourceSnapshot> _parameters = [];
    private List<ResourceRow> _rows = [];
    private List<string> _types = [];
    private HashSet<string> _telemetry = [];
    private ResourceSnapshot? _selected;

    [Inject]
    private IResourceClient Client { get; set; } = default!;

    [Inject]
    private ITelemetryResourceReader TelemetryResources { get; set; } = default!;

    [Inject]
    private UnreadErrors UnreadErrors { get; set; } = default!;

    [Inject]
    private ResourcePalette Palette { get; set; } = default!;

    [Inject]
    private BrowserClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? Type { get; set; }

    [SupplyParameterFromQuery]
    private string? Resource { get; set; }

    private string ShownView => View switch
    {
        "graph" => "graph",
        "parameters" when _parameters.Count > 0 => "parameters",
        _ => "table",
    };

    private bool IsFiltered => !string.IsNullOrWhiteSpace(Text) || Type is not null;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Client.Connection == ResourceConnection.Disabled)
        {
            // Without an AppHost there is telemetry only.
            Navigation.NavigateTo("/structuredlogs", replace: true);
            return;
        }

        _ = FollowAsync();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Arrange();

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private async Task FollowAsync()
    {
        await foreach (var resources in Client.WatchAsync(TimeSpan.FromMilliseconds(250), _left.Token))
        {
            await InvokeAsync(() =>
            {
                _all = resources;
                Arrange();
                StateHasChanged();
            });
        }
    }

    private void Arrange()
    {
        _parameters = [.. _all.Where(r => !r.IsHidden && IsParameter(r))];
        var visible = _all.Where(r => !r.IsHidden && !IsParameter(r)).ToList();
        _types = [.. visible.Select(r => r.ResourceType).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
        _shown = [.. visible.Where(Matches)];
        _telemetry = TelemetryResources.GetResources().Select(r => r.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        _rows = [];
        foreach (var replicas in _shown.GroupBy(r => r.DisplayName, StringComparer.OrdinalIgnoreCase))
        {
            var row = ResourceRow.Of(replicas);
            _rows.Add(row);
            if (row.HasReplicas && _unfolded.Contains(row.Name))
            {
                _rows.AddRange(row.Replicas.Select(r => new ResourceRow { Replicas = [r], IsReplica = true }));
            }
        }

        _selected = string.IsNullOrEmpty(Resource) ? null
            : _all.FirstOrDefault(r => string.Equals(r.Name, Resource, StringComparison.OrdinalIgnoreCase))
            ?? _all.Where(r => string.Equals(r.DisplayName, Resource, StringComparison.OrdinalIgnoreCase)).MaxBy(r => ResourceState.Of(r).Rank);
    }

    private bool Matches(ResourceSnapshot resource) =>
        (Type is null || resource.ResourceType == Type)
        && (string.IsNullOrWhiteSpace(Text)
            || new[] { resource.Name, resource.DisplayName, resource.ResourceType, ResourceState.Of(resource).Text, ResourceSource.Of(resource)?.Full }
                .Any(part => part?.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase) ?? false));

    private int Unread(ResourceRow row) => UnreadErrors.Of(new ResourceSelection(row.Speaker.DisplayName));

    private void Unfold(string name)
    {
        if (!_unfolded.Remove(name))
        {
            _unfolded.Add(name);
        }

        Arrange();
    }

    private void Go(string? view = null, string? text = null, string? type = null, string? resource = null) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["view"] = Blank(view ?? View),
                ["q"] = Blank(text ?? Text),
                ["type"] = Blank(type ?? Type),
                ["resource"] = Blank(resource ?? Resource),
            }),
            replace: text is not null || resource is not null);

    private void OnKey(KeyboardEventArgs key, ResourceRow row)
    {
        switch (key.Key)
        {
            case "Enter":
                Go(resource: row.Name);
                break;
            case "ArrowRight" when row.HasReplicas && !_unfolded.Contains(row.Name):
            case "ArrowLeft" when row.HasReplicas && _unfolded.Contains(row.Name):
                Unfold(row.Name);
                break;
        }
    }

    private static bool IsParameter(ResourceSnapshot resource) => resource.ResourceType == "Parameter";

    // What has neither a process nor a container writes nothing to a console.
    private static bool IsParameterLike(ResourceSnapshot resource) =>
        resource.ResourceType is "Parameter" or "ConnectionString" or "ExternalService";

    private static string Pressed(bool on) => on ? "true" : "false";

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
