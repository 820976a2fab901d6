using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of all resources: published by whoever runs them, watched and waited for by everybody else.</summary>
public sealed partial class ResourceNotificationService : IDisposable
{
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly WaitBehavior _defaultWaitBehavior;
    private readonly CancellationTokenSource _stopping;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> _watchers = [];

    /// <summary>Makes the service.</summary>
    /// <param name="logger">Where state changes are logged, at level Debug.</param>
    /// <param name="hostApplicationLifetime">Waiting ends when the application stops.</param>
    /// <param name="options">Settings.</param>
    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime, IOptions<ResourceNotificationServiceOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(hostApplicationLifetime);

        _logger = logger;
        _defaultWaitBehavior = options?.Value.DefaultWaitBehavior ?? WaitBehavior.WaitOnResourceUnavailable;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(hostApplicationLifetime.ApplicationStopping);
    }

    /// <summary>Publishes a change of a resource that has no replicas.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new state from the current one.</param>
    /// <returns>A finished task.</returns>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return PublishUpdateAsync(resource, resource.Name, stateFactory);
    }

    /// <summary>Publishes a change of a replica.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceId">The replica's id.</param>
    /// <param name="stateFactory">Makes the new state from the current one.</param>
    /// <returns>A finished task.</returns>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentException.ThrowIfNullOrEmpty(resourceId);
        ArgumentNullException.ThrowIfNull(stateFactory);

        string? state = null;
        lock (_lock)
        {
            var previous = _states.GetValueOrDefault(resourceId)?.Snapshot ?? InitialSnapshotOf(resource);
            var change = new ResourceEvent(resource, resourceId, stateFactory(previous));
            _states[resourceId] = change;

            // Unbounded channels: a write never fails or waits, so everybody sees changes in the same order.
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(change);
            }

            if (change.Snapshot.State?.Text != previous.State?.Text)
            {
                state = change.Snapshot.State?.Text;
            }
        }

        if (state is not null)
        {
            LogStateChanged(resourceId, state);
        }

        return Task.CompletedTask;
    }

    /// <summary>Gets the current state of a resource or replica.</summary>
    /// <param name="resourceId">The replica's id, or the name of a resource that has no replicas.</param>
    /// <param name="resourceEvent">The state.</param>
    /// <returns>Whether anything is known.</returns>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_lock)
        {
            return _states.TryGetValue(resourceId, out resourceEvent);
        }
    }

    /// <summary>Watches all resources: first their current states, then every change in order.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>The changes.</returns>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });

        lock (_lock)
        {
            foreach (var state in _states.Values)
            {
                channel.Writer.TryWrite(state);
            }

            _watchers.Add(channel);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(ending.Token))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel);
            }
        }
    }

    /// <summary>Waits until a resource is in a state.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="targetState">The state; <see cref="KnownResourceStates.Running"/> by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is.</returns>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of some states.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="targetStates">The states.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state that it is in.</returns>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var change = await WaitForResourceAsync(resourceName, change => change.Snapshot.State is { } state && states.Contains(state.Text), cancellationToken);
        return change.Snapshot.State!.Text;
    }

    /// <summary>Waits until something is true of a resource.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="predicate">What is to be true.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The change that made it true.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended, or the application stops.</exception>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        ArgumentNullException.ThrowIfNull(predicate);

        await foreach (var change in WatchAsync(cancellationToken))
        {
            if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException($"The application stopped before the resource '{resourceName}' was in the awaited state.", cancellationToken);
    }

    /// <summary>Waits until a resource is healthy.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state that it is in.</returns>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _defaultWaitBehavior, cancellationToken);

    /// <summary>Waits until a resource is healthy.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="waitBehavior">Whether to go on waiting for a resource that has ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state that it is in.</returns>
    /// <exception cref="DistributedApplicationException">The resource has ended, and <paramref name="waitBehavior"/> says not to wait then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(
            resourceName,
            change => change.Snapshot.HealthStatus == HealthStatus.Healthy || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && HasEnded(change.Snapshot)),
            cancellationToken);

        return change.Snapshot.HealthStatus == HealthStatus.Healthy
            ? change
            : throw new DistributedApplicationException($"The resource '{resourceName}' did not become healthy: {DescribeEnd(change.Snapshot)}. Its log says why.");
    }

    /// <summary>Waits for everything that a resource's <see cref="WaitAnnotation"/>s name, all at the same time.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the resource can start.</returns>
    /// <exception cref="DistributedApplicationException">Something that is waited for cannot happen any more.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);

        // The first failure ends the other waits, which might otherwise go on for ever.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = resource.Annotations.OfType<WaitAnnotation>()
            .Where(wait => wait.Resource is not IResourceWithoutLifetime)
            .Select(wait => WaitForDependencyAsync(resource, wait, ending.Token))
            .ToList();

        await foreach (var wait in Task.WhenEach(waits).WithCancellation(cancellationToken))
        {
            if (wait.IsFaulted)
            {
                await ending.CancelAsync();
                await wait;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private static CustomResourceSnapshot InitialSnapshotOf(IResource resource) =>
        resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = resource.GetType().Name, Properties = [] };

    private static bool HasEnded(CustomResourceSnapshot snapshot) =>
        snapshot.State is { } state && (KnownResourceStates.TerminalStates.Contains(state.Text) || state.Text == KnownResourceStates.RuntimeUnhealthy);

    private static string DescribeEnd(CustomResourceSnapshot snapshot) =>
        $"its state is '{snapshot.State?.Text}'{(snapshot.ExitCode is { } code ? $" with exit code {code}" : "")}";

    private async Task WaitForDependencyAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var stopsOnFailure = (wait.WaitBehavior ?? _defaultWaitBehavior) == WaitBehavior.StopOnResourceUnavailable;

        switch (wait.WaitType)
        {
            case WaitType.WaitForCompletion:
                // Every replica has to complete: one id may still run while another has ended.
                var replicas = Math.Max(1, wait.Resource.GetReplicaCount());
                var ended = new Dictionary<string, ResourceEvent>(StringComparer.OrdinalIgnoreCase);
                await WaitForResourceAsync(
                    wait.Resource.Name,
                    change =>
                    {
                        if (HasEnded(change.Snapshot))
                        {
                            ended[change.ResourceId] = change;
                        }
                        else
                        {
                            ended.Remove(change.ResourceId);
                        }

                        return ended.Count >= replicas;
                    },
                    cancellationToken);
                var failed = ended.Values.FirstOrDefault(change => change.Snapshot.State?.Text == KnownResourceStates.FailedToStart || (change.Snapshot.ExitCode is { } code && code != wait.ExitCode));
                if (failed is not null)
                {
                    throw Unavailable(failed.Snapshot, $"has to complete with exit code {wait.ExitCode}");
                }

                break;

            case WaitType.WaitUntilStarted:
                var started = await WaitForResourceAsync(
                    wait.Resource.Name,
                    change => change.Snapshot.State?.Text == KnownResourceStates.Running || (stopsOnFailure && HasEnded(change.Snapshot)),
                    cancellationToken);
                if (started.Snapshot.State?.Text != KnownResourceStates.Running)
                {
                    throw Unavailable(started.Snapshot, "has to be started");
                }

                break;

            default:
                var healthy = await WaitForResourceAsync(
                    wait.Resource.Name,
                    change => change.Snapshot.HealthStatus == HealthStatus.Healthy || (stopsOnFailure && HasEnded(change.Snapshot)),
                    cancellationToken);
                if (healthy.Snapshot.HealthStatus != HealthStatus.Healthy)
                {
                    throw Unavailable(healthy.Snapshot, "has to be healthy");
                }

                break;
        }

        DistributedApplicationException Unavailable(CustomResourceSnapshot snapshot, string condition) => new(
            $"The resource '{resource.Name}' cannot start: '{wait.Resource.Name}' {condition} first, but {DescribeEnd(snapshot)}.");
    }

    [LoggerMessage(LogLevel.Debug, "Resource {ResourceId} is now {State}.")]
    private partial void LogStateChanged(string resourceId, string state);
}
