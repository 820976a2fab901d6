using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>A page that is a long list of telemetry: filtered by its address, live or paused, with the restarts between its rows.</summary>
/// <typeparam name="TItem">What a row shows.</typeparam>
public abstract class TelemetryListPage<TItem> : LiveComponent
{
    private string? _question;
    private long? _pausedVersion;

    /// <summary>From the address: of which service.</summary>
    [Parameter]
    public string? ResourceName { get; set; }

    /// <summary>From the address: of which instance.</summary>
    [SupplyParameterFromQuery]
    protected string? Instance { get; set; }

    /// <summary>From the address: the text searched for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    protected string? Text { get; set; }

    /// <summary>From the address: the filters.</summary>
    [SupplyParameterFromQuery(Name = "filters")]
    protected string? FiltersText { get; set; }

    /// <summary>Who sends telemetry.</summary>
    [Inject]
    protected ITelemetryResourceReader ResourceReader { get; set; } = default!;

    /// <summary>Where the page is and goes to.</summary>
    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    /// <summary>The list.</summary>
    protected LiveTable<MarkedRow<TItem>>? Table { get; set; }

    /// <summary>The filters' controls.</summary>
    protected FilterBar? FilterBar { get; set; }

    /// <summary>Who has sent telemetry so far.</summary>
    protected IReadOnlyList<TelemetryResource> Resources { get; private set; } = [];

    /// <summary>The filters of the address.</summary>
    protected IReadOnlyList<TelemetryFilter> Filters { get; private set; } = [];

    /// <summary>Since when the list stands still; null if it does not.</summary>
    protected DateTimeOffset? PausedSince { get; private set; }

    /// <summary>How many items there are.</summary>
    protected int Total { get; set; }

    /// <summary>The service or instance of the address.</summary>
    protected ResourceSelection? Selection => ResourceName is null ? null : new ResourceSelection(ResourceName, Instance);

    /// <summary>The text to search for; null if there is none.</summary>
    protected string? SearchText => string.IsNullOrWhiteSpace(Text) ? null : Text.Trim();

    /// <inheritdoc/>
    protected override bool IsPaused => PausedSince is not null;

    /// <summary>All of the address that decides what is listed.</summary>
    protected abstract string Question { get; }

    /// <summary>The version of the newest item.</summary>
    protected abstract long LatestVersion();

    /// <summary>Asks for a part of the list.</summary>
    /// <param name="skip">How many items to leave out.</param>
    /// <param name="take">How many to give.</param>
    /// <param name="version">The version to stay with; null for the newest.</param>
    protected abstract Page<TItem> Read(int skip, int take, long? version);

    /// <summary>When an item happened, if the list is ordered by that.</summary>
    protected abstract Func<TItem, DateTimeOffset>? TimeOfItems { get; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Filters = FilterText.Parse(FiltersText);
        Resources = ResourceReader.GetResources();
        if (_question != Question)
        {
            _question = Question;
            await ResetAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task RefreshAsync()
    {
        Resources = ResourceReader.GetResources();
        if (Table is not null)
        {
            await Table.RefreshAsync();
        }
    }

    /// <summary>Begins at the top again.</summary>
    protected async Task ResetAsync()
    {
        if (Table is not null)
        {
            await Table.ResetAsync();
        }
    }

    /// <summary>Gives a part of the list, off the circuit's own thread: a click must not wait for a search.</summary>
    protected Task<TablePart<MarkedRow<TItem>>> LoadAsync(int skip, int take, long? version) => Task.Run(
        () =>
        {
            // One more than is shown: a restart may lie between it and the last one.
            var page = Read(skip, take + 1, _pausedVersion ?? version);
            var restarts = TimeOfItems is null ? [] : ResourceReader.GetRestarts(Selection);
            var rows = page.Items.Take(take).Select((item, i) => new MarkedRow<TItem>(
                item,
                restarts.Count > 0 && i + 1 < page.Items.Count ? RestartLine.Between(TimeOfItems!(item), TimeOfItems(page.Items[i + 1]), restarts) : null));
            return new TablePart<MarkedRow<TItem>>([.. rows], page.TotalCount, page.Version);
        },
        Left);

    /// <summary>Lets the list stand still, or go on.</summary>
    protected void SetPaused(bool paused)
    {
        PausedSince = paused ? Clock.Now : null;
        _pausedVersion = paused ? LatestVersion() : null;
        if (!paused)
        {
            _ = InvokeAsync(RefreshAsync);
        }
    }
}
