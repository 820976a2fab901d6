using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Running.Reconciliation;
using Aspire.Hosting.Running.Replicas;
using Aspire.Hosting.Running.Terminal;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running.State;

/// <summary>
/// Passes each change of a resource on to everybody concerned: the proxies first, then those who watch the model (the
/// dashboard, tests, other resources that wait), then the terminal.
/// </summary>
internal sealed partial class StatusBoard(
    TrafficDirector traffic,
    ReplicaRegistry registry,
    ResourceHealthChecks checks,
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    IRunTerminal? terminal,
    ILogger<StatusBoard> logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ManagedResource> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Told after each change.</summary>
    public event Action<ManagedResource>? Changed;

    public IReadOnlyCollection<ManagedResource> Resources => [.. _resources.Values];

    public void Add(ManagedResource managed) => _resources[managed.Resource.Name] = managed;

    /// <summary>Whether everything that is wanted is there, ready, and answers its health checks.</summary>
    public bool IsEverythingReady => _resources.Values.All(managed => managed.Status.IsSettled && (managed.Status.Desired.EffectiveReplicas == 0 || checks.IsHealthy(managed.Resource)));

    /// <summary>The replica that took longest from the start of its process until it was ready.</summary>
    public (string Resource, TimeSpan Duration)? Slowest => _resources.Values
        .SelectMany(managed => managed.Status.Replicas, (managed, replica) => (managed.Resource.Name, Duration: replica.ReadyAt - replica.StartedAt))
        .Where(each => each.Duration is not null)
        .OrderByDescending(each => each.Duration)
        .Select(each => ((string, TimeSpan)?)(each.Name, each.Duration!.Value))
        .FirstOrDefault();

    public ResourceRow Row(ManagedResource managed) => ResourceRows.Describe(
        managed.Resource,
        managed.Status,
        checks.IsHealthy(managed.Resource),
        [.. managed.Urls.Where(url => !url.IsInternal).Select(url => url.Url)]);

    /// <summary>The reconciler's observer.</summary>
    public void OnChanged(ReplicaSetStatus status)
    {
        if (!_resources.TryGetValue(status.Name, out var managed))
        {
            return;
        }

        lock (_lock)
        {
            var before = managed.Status;
            managed.Status = status;
            managed.HasRun |= status.Replicas.Count > 0;
            traffic.Direct(managed.Endpoints, status);
            WatchHealth(managed);
            Publish(managed, before);
            Tell(managed, before);
        }

        Changed?.Invoke(managed);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void WatchHealth(ManagedResource managed)
    {
        var isReady = managed.Status.Replicas.Any(replica => replica.IsReady);

        if (isReady && managed.Checks is null)
        {
            var cancellation = managed.Checks = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            _ = WatchHealthAsync(managed, cancellation.Token);
        }
        else if (!isReady && managed.Checks is { } checking)
        {
            checking.Cancel();
            managed.Checks = null;
            checks.Forget(managed.Resource);
        }
    }

    private async Task WatchHealthAsync(ManagedResource managed, CancellationToken cancellationToken)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await checks.WatchAsync(managed.Resource, () => OnChanged(managed.Status), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nothing of it is ready any more.
        }
        catch (Exception exception)
        {
            LogFailed(exception, managed.Resource.Name);
        }
    }

    private void Publish(ManagedResource managed, ReplicaSetStatus before)
    {
        var reports = managed.Status.Replicas.Any(replica => replica.IsReady) ? checks.Reports(managed.Resource) : [];

        foreach (var replica in managed.Status.Replicas)
        {
            _ = notifications.PublishUpdateAsync(managed.Resource, replica.Name, snapshot =>
                WithCommands(managed.Resource, ReplicaSnapshot.Apply(snapshot, managed.Resource, replica, registry[replica.Name], managed.Source, reports) with
                {
                    Urls = Urls(managed, replica),
                    Relationships = Relationships(managed.Resource),
                    Volumes = [.. managed.Resource.Annotations.OfType<ContainerMountAnnotation>()
                        .Select(mount => new VolumeSnapshot(mount.Source, mount.Target, mount.Type is ContainerMountType.BindMount ? "bind" : "volume", mount.IsReadOnly))],
                }));
        }

        var names = managed.Status.Replicas.Select(replica => replica.Name).ToHashSet();
        foreach (var gone in before.Replicas.Where(replica => !names.Contains(replica.Name)))
        {
            // Watchers have no word for "is not there any more" but this one.
            _ = notifications.PublishUpdateAsync(managed.Resource, gone.Name, snapshot => snapshot with
            {
                State = new(KnownResourceStates.Exited, KnownResourceStateStyles.Info),
                StopTimeStamp = DateTime.UtcNow,
                IsHidden = true,
            });
            registry.Remove(gone.Name);
        }

        if (managed.Status.Replicas.Count == 0)
        {
            // Something has to be there that can be started.
            _ = notifications.PublishUpdateAsync(managed.Resource, managed.Resource.Name, snapshot => WithCommands(managed.Resource, snapshot with
            {
                ResourceType = ReplicaSnapshot.Type(managed.Resource),
                State = new(managed.HasRun ? KnownResourceStates.Exited : KnownResourceStates.NotStarted, KnownResourceStateStyles.Info),
                Relationships = Relationships(managed.Resource),
                IsHidden = false,
            }));
        }
        else if (before.Replicas.Count == 0)
        {
            _ = notifications.PublishUpdateAsync(managed.Resource, managed.Resource.Name, snapshot => snapshot with
            {
                ResourceType = ReplicaSnapshot.Type(managed.Resource),
                State = new(KnownResourceStates.Hidden, null),
                IsHidden = true,
            });
        }

        Announce(managed);
    }

    private void Announce(ManagedResource managed)
    {
        var isReady = managed.Status.Replicas.Any(replica => replica.IsReady) && checks.IsHealthy(managed.Resource);

        if (isReady && !managed.WasAnnounced)
        {
            managed.WasAnnounced = true;
            _ = PublishEventAsync(new ResourceReadyEvent(managed.Resource, services), managed.Resource);
        }
        else if (!isReady && managed.Status.Replicas.Count == 0)
        {
            managed.WasAnnounced = false;
        }
    }

    private async Task PublishEventAsync<T>(T @event, IResource resource)
        where T : IDistributedApplicationResourceEvent
    {
        try
        {
            await eventing.PublishAsync(@event, EventDispatchBehavior.NonBlockingSequential, _stopping.Token);
        }
        catch (Exception exception)
        {
            LogFailed(exception, resource.Name);
        }
    }

    private void Tell(ManagedResource managed, ReplicaSetStatus before)
    {
        if (terminal is null)
        {
            return;
        }

        foreach (var replica in managed.Status.Replicas)
        {
            var earlier = before.Replicas.FirstOrDefault(each => each.Name == replica.Name);

            if (Notice(earlier, replica) is { } notice)
            {
                terminal.Notice($"{replica.Name} {notice}.");
            }
        }

        terminal.Update(Row(managed));
    }

    private static string? Notice(ReplicaStatus? earlier, ReplicaStatus replica) => replica switch
    {
        { Phase: ReplicaPhase.Backoff, StartedAt: not null } when earlier?.Phase is not (ReplicaPhase.Backoff or ReplicaPhase.Stopping) => $"{replica.Message}; it is started again{Delay(replica)}",
        { Phase: ReplicaPhase.Starting, Restarts: > 0 } when earlier?.Phase is ReplicaPhase.Running => $"{replica.Message}; it is started again",
        { Phase: ReplicaPhase.Stopping, StopReason: StopReason.Unhealthy } when earlier?.Phase is not ReplicaPhase.Stopping => $"is started again: {replica.Message}",
        { Phase: ReplicaPhase.Running, IsReady: false, WasReady: true } when earlier is { IsReady: true } => $"gets no traffic: {replica.Message}",
        { Phase: ReplicaPhase.Running, IsReady: true } when earlier is { IsReady: false, WasReady: true } => "is ready again",
        _ => null,
    };

    private static string Delay(ReplicaStatus replica) =>
        replica is { Phase: ReplicaPhase.Backoff, Crashes: > 1, Deadline: { } deadline, ExitedAt: { } exited } ? $" in {(deadline - exited).TotalSeconds:0} s" : "";

    private static ImmutableArray<UrlSnapshot> Urls(ManagedResource managed, ReplicaStatus replica) =>
        [.. managed.Urls.Select(url => url with { IsInactive = !replica.IsReady })];

    private static ImmutableArray<RelationshipSnapshot> Relationships(IResource resource) =>
    [
        .. resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relationship => new RelationshipSnapshot(relationship.Resource.Name, relationship.Type)).Distinct(),
    ];

    private CustomResourceSnapshot WithCommands(IResource resource, CustomResourceSnapshot snapshot)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services };

        return snapshot with
        {
            Commands =
            [
                .. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => new ResourceCommandSnapshot(
                    command.Name, command.UpdateState(context), command.DisplayName, command.DisplayDescription, command.Parameter,
                    command.ConfirmationMessage, command.IconName, command.IconVariant, command.IsHighlighted)
                {
                    CoversReplicas = command.CoversReplicas,
                }),
            ],
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of the state of '{Resource}' failed.")]
    private partial void LogFailed(Exception exception, string resource);
}
