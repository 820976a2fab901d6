using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>
/// A view that follows telemetry: it asks again a few times a second while something new has come, never for each span
/// or record, and gives the browser time to breathe when answers take long.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    /// <summary>The shortest time between two refreshes.</summary>
    protected static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Tells when there is something new.</summary>
    [Inject]
    protected ITelemetryFeed Feed { get; set; } = default!;

    /// <summary>Times and the reader's time zone.</summary>
    [Inject]
    protected BrowserClock Clock { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>Cancelled when the view is left.</summary>
    protected CancellationToken Left => _disposed.Token;

    /// <summary>The kinds of telemetry that this view shows.</summary>
    protected abstract TelemetryKind Watched { get; }

    /// <summary>Whether the view is to stay as it is.</summary>
    protected virtual bool IsPaused => false;

    /// <summary>Asks for what is to be shown. The view is rendered afterwards.</summary>
    protected abstract Task RefreshAsync();

    /// <inheritdoc/>
    protected override void OnInitialized() => _ = FollowAsync();

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var _ in Feed.WatchAsync(Watched, RefreshInterval, Left))
            {
                if (IsPaused)
                {
                    continue;
                }

                var before = Time.GetTimestamp();
                await InvokeAsync(async () =>
                {
                    await RefreshAsync();
                    StateHasChanged();
                });

                // Spend no more than a third of the time on refreshing, however much there is to ask.
                var spent = Time.GetElapsedTime(before);
                if (spent > RefreshInterval / 2)
                {
                    await Task.Delay(spent * 2, Time, Left);
                }
            }
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the following.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed.IsCancellationRequested)
        {
            _disposed.Cancel();
            _disposed.Dispose();
        }
    }
}
