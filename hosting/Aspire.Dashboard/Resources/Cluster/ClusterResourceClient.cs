using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Aspire.Dashboard.Changes;
using Aspire.Dashboard.Resources.Cluster.Mapping;
using Aspire.Dashboard.Resources.Cluster.Watching;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using k8s;

namespace Aspire.Dashboard.Resources.Cluster;

/// <summary>A namespace of a Kubernetes cluster as the pages see it: its workloads, with their pods as replicas. It only looks.</summary>
internal sealed class ClusterResourceClient : BackgroundService, IResourceClient
{
    // A rollout changes dozens of objects within a second.
    private static readonly TimeSpan MappingInterval = TimeSpan.FromMilliseconds(200);

    private static readonly CommandResult NoCommands =
        new(CommandOutcome.Failed, "The dashboard only looks at the cluster.", null, CommandResultFormat.None, false);

    private readonly DashboardSettings _settings;
    private readonly ITelemetryResourceReader _telemetry;
    private readonly ChangeFeed _objects;
    private readonly ChangeFeed _changes;
    private readonly NamespaceWatch _watch;
    private readonly PodConsole _console;
    private readonly RestartWatch _restarts;
    private ImmutableArray<ResourceSnapshot> _resources = [];
    private ResourceConnection _connection = ResourceConnection.Connecting;

    public ClusterResourceClient(
        DashboardSettings settings, IKubernetes client, ITelemetryResourceReader telemetry, TimeProvider time, ILogger<ClusterResourceClient> logger)
    {
        var name = settings.Kubernetes.Namespace!;
        _settings = settings;
        _telemetry = telemetry;
        _objects = new ChangeFeed(time);
        _changes = new ChangeFeed(time);
        _restarts = new RestartWatch(time);
        _watch = new NamespaceWatch(new ObjectKinds(client, name), () => _objects.Changed(1), time, logger);
        _console = new PodConsole(client, name, _watch.FindPod, settings.Kubernetes.LogTailLines, time, logger);
    }

    public ResourceConnection Connection => _connection;

    public string Source => "the Kubernetes API";

    public string RefusalRemedy =>
        $"The Kubernetes API refuses to list what is in the namespace {_settings.Kubernetes.Namespace}. Give the dashboard's ServiceAccount the Role that `aspirate generate` writes.";

    public string ApplicationName => _settings.ApplicationName ?? _settings.Kubernetes.Namespace!;

    public ImmutableArray<ResourceSnapshot> Resources => ImmutableInterlocked.InterlockedCompareExchange(ref _resources, default, default);

    public ImmutableArray<Interaction> Interactions => [];

    public async IAsyncEnumerable<ImmutableArray<ResourceSnapshot>> WatchAsync(
        TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var _ in _changes.WatchAsync(kinds: 1, interval, beginsAtOnce: true, cancellationToken))
        {
            yield return Resources;
        }
    }

    public IAsyncEnumerable<IReadOnlyList<ConsoleLogLine>> WatchConsoleLogsAsync(string resourceName, CancellationToken cancellationToken) =>
        _console.WatchAsync(resourceName, cancellationToken);

    public Task<CommandResult> ExecuteCommandAsync(
        ResourceSnapshot resource, string commandName, IReadOnlyDictionary<string, string>? arguments, CancellationToken cancellationToken) =>
        Task.FromResult(NoCommands);

    public Task AnswerAsync(int interactionId, bool? answer, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SubmitInputsAsync(int interactionId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UpdateInputsAsync(int interactionId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_watch.RunAsync(stoppingToken), MapAsync(stoppingToken));

    private async Task MapAsync(CancellationToken cancellationToken)
    {
        // At once: the watches, begun a moment before, may all have been refused already and would say nothing more.
        await foreach (var _ in _objects.WatchAsync(kinds: 1, MappingInterval, beginsAtOnce: true, cancellationToken))
        {
            if (_watch.HasBegun)
            {
                var mapped = NamespaceMapper.Map(_watch.Objects);
                MarkRestarts(mapped);
                ImmutableInterlocked.InterlockedExchange(ref _resources, mapped);
            }

            _connection = _watch.Connection;
            _changes.Changed(1);
        }
    }

    private void MarkRestarts(ImmutableArray<ResourceSnapshot> resources)
    {
        foreach (var (pod, started) in _restarts.Observe([.. resources.Where(resource => !resource.IsWorkload)]))
        {
            // Telemetry from a pod carries the pod's name.
            _telemetry.MarkRestart(pod.DisplayName, pod.Name, started);
        }
    }
}
