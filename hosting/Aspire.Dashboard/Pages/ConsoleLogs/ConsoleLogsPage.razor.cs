using System.Collections.Immutable;
using System.Text;
using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Pages.Resources;
using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>What a resource writes to its console, line by line.</summary>
public sealed partial class ConsoleLogsPage : IAsyncDisposable
{
    private const float LineHeight = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _left = new();
    private readonly Dictionary<string, CancellationTokenSource> _watches = new(StringComparer.OrdinalIgnoreCase);
    private ConsoleBuffer _lines = new(1);
    private ImmutableArray<ResourceSnapshot> _all = [];
    private List<ResourceSnapshot> _watched = [];
    private List<int> _matches = [];
    private readonly ConsoleRows _places = new();
    private Virtualize<ConsoleRow>? _rows;
    private ElementReference _scroller;
    private IJSObjectReference? _follower;
    private string? _attachedTo;
    private DotNetObjectReference<ConsoleLogsPage>? _self;
    private DateTimeOffset? _pausedSince;
    private string? _shown;
    private string _find = "";
    private int _match;
    private bool _following = true;
    private bool _times = true;
    private bool _wraps;
    private bool _measures;
    private int _columns;
    private bool _dirty;
    private bool _scheduled;

    [Inject]
    private IResourceClient Client { get; set; } = default!;

    [Inject]
    private ITelemetryResourceReader Telemetry { get; set; } = default!;

    [Inject]
    private ResourceCommands Commands { get; set; } = default!;

    [Inject]
    private DashboardSettings Settings { get; set; } = default!;

    [Inject]
    private ResourcePalette Palette { get; set; } = default!;

    [Inject]
    private BrowserClock Clock { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime JS { get; set; } = default!;

    /// <summary>From the address: a resource with all its replicas, or one replica.</summary>
    [Parameter]
    public string? ResourceName { get; set; }

    private IEnumerable<ResourceSnapshot> Writers =>
        _all.Where(r => !r.IsHidden && !r.IsWorkload && r.ResourceType is not ("Parameter" or "ConnectionString" or "ExternalService"));

    /// <summary>Told by the browser: the reader scrolled away from the end, or back to it.</summary>
    [JSInvokable]
    public void FollowingChanged(bool following)
    {
        _following = following;
        StateHasChanged();
    }

    /// <summary>Told by the browser: its window has another width.</summary>
    [JSInvokable]
    public void Resized()
    {
        _measures = _wraps;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Client.Connection == ResourceConnection.Disabled)
        {
            Navigation.NavigateTo("/structuredlogs", replace: true);
            return;
        }

        _lines = new ConsoleBuffer(Settings.Frontend.MaxConsoleLogCount);
        _all = Client.Resources;
        _ = FollowResourcesAsync();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_shown != ResourceName)
        {
            _shown = ResourceName;
            foreach (var watch in _watches.Values)
            {
                watch.Cancel();
            }

            _watches.Clear();
            _lines.Clear();
            _matches = [];
            _following = true;
            _dirty = true;
            if (ResourceName is null && Writers.Select(r => r.DisplayName).Distinct().Take(2).ToList() is [var only])
            {
                Navigation.NavigateTo(DashboardUrls.ConsoleLogs(only), replace: true);
            }
        }

        WatchReplicas();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ResourceName is not null && _watched.Count > 0 && _attachedTo != ResourceName)
        {
            _attachedTo = ResourceName;
            _self ??= DotNetObjectReference.Create(this);
            if (_follower is not null)
            {
                await _follower.InvokeVoidAsync("dispose");
                await _follower.DisposeAsync();
            }

            _follower = await JS.InvokeAsync<IJSObjectReference>("dashboard.followEnd", _scroller, _self);
        }

        if (_measures && _follower is not null)
        {
            _measures = false;
            _columns = await _follower.InvokeAsync<int>("columns");
            _dirty = true;
        }

        if (_dirty && _rows is not null)
        {
            _dirty = false;
            _places.Arrange(_lines, _wraps ? _columns : 0);
            await _rows.RefreshDataAsync();
            StateHasChanged();
        }
    }

    private async Task FollowResourcesAsync()
    {
        await foreach (var resources in Client.WatchAsync(TimeSpan.FromMilliseconds(300), _left.Token))
        {
            await InvokeAsync(() =>
            {
                _all = resources;
                WatchReplicas();
                StateHasChanged();
            });
        }
    }

    private void WatchReplicas()
    {
        _watched = [.. Writers.Where(r => Is(r.Name))];
        if (_watched.Count == 0)
        {
            _watched = [.. Writers.Where(r => Is(r.DisplayName))];
        }

        foreach (var replica in _watched)
        {
            if (!_watches.ContainsKey(replica.Name))
            {
                var watch = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
                _watches[replica.Name] = watch;
                _ = WatchAsync(replica.Name, watch.Token);
            }
        }
    }

    private async Task WatchAsync(string replica, CancellationToken cancellationToken)
    {
        await foreach (var batch in Client.WatchConsoleLogsAsync(replica, cancellationToken))
        {
            await InvokeAsync(() =>
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                var isAtEnd = _lines.Add(replica, batch);
                if (_find.Length > 0 && isAtEnd)
                {
                    _matches.AddRange(Enumerable.Range(0, _lines.Count).TakeLast(batch.Count).Where(i => Contains(_lines[i])));
                }
                else if (_find.Length > 0)
                {
                    Search();
                }

                _ = RefreshSoonAsync();
            });
        }
    }

    // However fast lines come, the page is drawn a few times a second.
    private async Task RefreshSoonAsync()
    {
        if (_scheduled || _pausedSince is not null)
        {
            return;
        }

        _scheduled = true;
        await Task.Delay(Interval, Time);
        _scheduled = false;
        if (!_left.IsCancellationRequested)
        {
            if (_find.Length > 0 && _lines.Dropped > 0)
            {
                Search();
            }

            _dirty = true;
            StateHasChanged();
        }
    }

    private ValueTask<ItemsProviderResult<ConsoleRow>> LoadAsync(ItemsProviderRequest request)
    {
        var restarts = _watched.Count == 0 ? [] : Telemetry.GetRestarts(new ResourceSelection(_watched[0].DisplayName));
        var rows = new List<ConsoleRow>(request.Count);

        for (var row = request.StartIndex; row < Math.Min(_places.Count, request.StartIndex + request.Count); row++)
        {
            var (index, part) = _places.LineOf(row);
            if (index >= _lines.Count)
            {
                break;
            }

            var line = _lines[index];
            rows.Add(new ConsoleRow(
                _lines.Dropped + index + 1, part, line, index > 0 && part == 0 ? RestartLine.Between(_lines[index - 1].Order, line.Order, restarts) : null));
        }

        return new(new ItemsProviderResult<ConsoleRow>(rows, _places.Count));
    }

    private IReadOnlyList<AnsiSegment> Segments(ConsoleRow row) =>
        _places.Columns == 0 ? AnsiText.Parse(row.Line.Text) : AnsiText.Parse(row.Line.Text, row.Part * _places.Columns, _places.Columns);

    private void ToggleTimes()
    {
        _times = !_times;
        _measures = _wraps;
    }

    private void ToggleWrap()
    {
        _wraps = !_wraps;
        _measures = _wraps;
        _dirty = true;
    }

    private async Task FindAsync(string text)
    {
        _find = text.Trim();
        Search();
        if (_matches.Count > 0)
        {
            await ShowMatchAsync();
        }
    }

    private void Search()
    {
        _matches = [];
        _match = 0;
        if (_find.Length > 0)
        {
            for (var i = 0; i < _lines.Count; i++)
            {
                if (Contains(_lines[i]))
                {
                    _matches.Add(i);
                }
            }

            // The latest is what one looks for.
            _match = Math.Max(0, _matches.Count - 1);
        }
    }

    private async Task Step(int by)
    {
        if (_matches.Count > 0)
        {
            _match = (_match + by + _matches.Count) % _matches.Count;
            await ShowMatchAsync();
        }
    }

    private async Task ShowMatchAsync()
    {
        if (_follower is not null)
        {
            _following = false;
            await _follower.InvokeVoidAsync("scrollTo", Math.Max(0, (_places.RowOf(_matches[_match]) - 5) * LineHeight));
        }
    }

    private async Task FollowAgainAsync()
    {
        _following = true;
        if (_follower is not null)
        {
            await _follower.InvokeVoidAsync("follow", true);
        }
    }

    private async Task SetPausedAsync(bool paused)
    {
        _pausedSince = paused ? Clock.Now : null;
        if (!paused)
        {
            await RefreshSoonAsync();
        }
    }

    private async Task ClearAsync()
    {
        _lines.Clear();
        _matches = [];
        _places.Arrange(_lines, _places.Columns);
        if (_rows is not null)
        {
            await _rows.RefreshDataAsync();
        }
    }

    private async Task DownloadAsync()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _lines.Count; i++)
        {
            var line = _lines[i];
            if (line.Time is { } time)
            {
                text.Append(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
            }

            if (_watched.Count > 1)
            {
                text.Append(line.Replica).Append(": ");
            }

            text.Append(AnsiText.Strip(line.Text)).Append('\n');
        }

        using var stream = new DotNetStreamReference(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
        await JS.InvokeVoidAsync("dashboard.download", $"{ResourceName}-{Clock.Now.UtcDateTime:yyyyMMdd-HHmmss}.log", stream);
    }

    private bool Is(string name) => string.Equals(name, ResourceName, StringComparison.OrdinalIgnoreCase);

    private bool Contains(ConsoleLine line) => AnsiText.Strip(line.Text).Contains(_find, StringComparison.OrdinalIgnoreCase);

    private bool IsMatch(ConsoleLine line) => _matches.Count > 0 && _match < _matches.Count && _matches[_match] < _lines.Count && ReferenceEquals(_lines[_matches[_match]], line);

    private static string Pressed(bool on) => on ? "true" : "false";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        foreach (var watch in _watches.Values)
        {
            watch.Dispose();
        }

        _left.Dispose();
        try
        {
            if (_follower is not null)
            {
                await _follower.InvokeVoidAsync("dispose");
                await _follower.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }

        _self?.Dispose();
    }
}
