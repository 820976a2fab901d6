using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Running.Dashboard;
using Aspire.Hosting.Running.Endpoints;
using Aspire.Hosting.Running.Ports;
using Aspire.Hosting.Running.Processes;
using Aspire.Hosting.Running.Proxying;
using Aspire.Hosting.Running.Reconciliation;
using Aspire.Hosting.Running.Replicas;
using Aspire.Hosting.Running.State;
using Aspire.Hosting.Running.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>Runs the model on this machine: from the first check to the last process.</summary>
internal sealed partial class ApplicationRunner : IAsyncDisposable
{
    private readonly DistributedApplicationModel _model;
    private readonly DistributedApplicationExecutionContext _executionContext;
    private readonly IDistributedApplicationEventing _eventing;
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _logs;
    private readonly IServiceProvider _services;
    private readonly RunnerOptions _options;
    private readonly DashboardSettings? _dashboard;
    private readonly IRunTerminal? _terminal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private readonly CancellationTokenSource _stopping = new();
    private readonly ReplicaRegistry _registry = new();
    private readonly TargetPorts _ports = new();
    private readonly ProcessSupervisor _supervisor = new();
    private readonly ContainerRuntime _containers = new();
    private readonly HttpMessageInvoker _probeClient = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
    private readonly ResourceHealthChecks _checks;
    private readonly StatusBoard _board;
    private readonly Reconciler _reconciler;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EndpointTable? _endpoints;
    private ProxyServer? _proxies;
    private ResourceServiceHost? _resourceService;
    private Uri? _resourceServiceAddress;

    public ApplicationRunner(
        DistributedApplicationModel model,
        DistributedApplicationExecutionContext executionContext,
        IDistributedApplicationEventing eventing,
        ResourceNotificationService notifications,
        ResourceLoggerService logs,
        IServiceProvider services,
        RunnerOptions options,
        DashboardSettings? dashboard,
        IRunTerminal? terminal,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        (_model, _executionContext, _eventing, _notifications, _logs, _services) = (model, executionContext, eventing, notifications, logs, services);
        (_options, _dashboard, _terminal, _time, _logger) = (options, dashboard, terminal, time, loggers.CreateLogger<ApplicationRunner>());

        _checks = new(services.GetService<HealthCheckService>(), time);
        _board = new(new(_registry), _registry, _checks, notifications, eventing, services, terminal, loggers.CreateLogger<StatusBoard>());
        _board.Changed += OnChanged;
        _reconciler = new(_board.OnChanged, time, loggers.CreateLogger<Reconciler>());
    }

    /// <summary>Completes when everything that was to start is ready.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Completes, with a message for the user, when something that was to start cannot.</summary>
    public Task<string> Failed => _failed.Task;

    /// <summary>What took longest to be ready, from the start of its own process.</summary>
    public (string Resource, TimeSpan Duration)? Slowest => _board.Slowest;

    /// <summary>Checks the model, opens the ports, and begins to start what is in the model. Returns before it is ready.</summary>
    /// <exception cref="DistributedApplicationException">The model or the machine does not allow it; nothing was started.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ResolveParameters();

        _endpoints = EndpointTable.Create(_model, _options, _ports, _time, _dashboard);
        PortCheck.Verify([.. _endpoints.RequiredPorts, .. DashboardPorts()]);
        StartDashboard();

        // Ports that the model fixes are known already: the services begin while the proxies are being set up.
        var proxies = StartProxiesAsync(cancellationToken);
        if (_endpoints.Listeners.Any(listener => listener.RequestedPort is null))
        {
            await proxies;
        }

        _endpoints.Allocate();
        await PublishEndpointsAsync(cancellationToken);

        var managed = new List<ManagedResource>();
        foreach (var resource in _model.Resources)
        {
            if (Program(resource) is { } program)
            {
                managed.Add(await ManageAsync(resource, program, cancellationToken));
            }
        }

        var gateways = await GatewayRowsAsync(cancellationToken);
        _terminal?.Begin([.. managed.Select(_board.Row), .. gateways]);
        gateways.ForEach(row => _terminal?.Update(row));

        foreach (var resource in managed)
        {
            _ = RunLifecycleAsync(resource);
        }

        foreach (var resource in _model.Resources.Where(resource => Program(resource) is null))
        {
            _ = RunPassiveAsync(resource);
        }

        await proxies;
        await StartResourceServiceAsync(cancellationToken);
        await _eventing.PublishAsync(new AfterResourcesCreatedEvent(_services, _model), cancellationToken);

        if (managed.Count == 0)
        {
            _ready.TrySetResult();
        }
    }

    /// <summary>Ends everything: first by asking, then, when the token is cancelled, by force.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        var stopped = _reconciler.StopAsync();
        await using var impatience = cancellationToken.Register(_reconciler.Kill);
        await stopped;
    }

    /// <summary>Ends every process at once.</summary>
    public void Kill() => _reconciler.Kill();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reconciler.DisposeAsync();
        _board.Dispose();

        if (_resourceService is not null)
        {
            await _resourceService.DisposeAsync();
        }

        if (_proxies is not null)
        {
            await _proxies.DisposeAsync();
        }

        _supervisor.Dispose();
        _probeClient.Dispose();
        _stopping.Dispose();
    }

    private IEnumerable<RequiredPort> DashboardPorts() => _dashboard is null
        ? []
        :
        [
            new("dashboard", "pages", _dashboard.Pages.Port),
            new("dashboard", "OTLP by gRPC", _dashboard.OtlpGrpc.Port),
            new("dashboard", "OTLP by HTTP", _dashboard.OtlpHttp.Port),
            .. _dashboard.ResourceService.Port > 0 ? new[] { new RequiredPort("dashboard", "resource service", _dashboard.ResourceService.Port) } : [],
        ];

    private async Task StartProxiesAsync(CancellationToken cancellationToken)
    {
        if (_endpoints!.Listeners.Count > 0)
        {
            _proxies = await Task.Run(() => ProxyServer.StartAsync(_endpoints.Listeners, cancellationToken), cancellationToken);
        }
    }

    private void StartDashboard()
    {
        if (_dashboard is null)
        {
            return;
        }

        _resourceServiceAddress = _dashboard.ResourceService.Port > 0 ? _dashboard.ResourceService : new($"http://localhost:{_ports.Take()}");
        _reconciler.Add(
            new()
            {
                Name = DashboardStarter.Name,

                // The services send it their last telemetry while they end, and wait in vain for one that is gone.
                OutlivesOthers = true,
                Starter = new DashboardStarter(_dashboard, _resourceServiceAddress, _supervisor, _registry[DashboardStarter.Name].Log),
                UpdateStrategy = UpdateStrategy.Recreate,
                GracePeriod = TimeSpan.FromSeconds(2),
            },
            new(Replicas: 1));
        _reconciler.AllowStart(DashboardStarter.Name);
    }

    // After the services: nobody looks before the dashboard is up, and then it asks until it is answered.
    private async Task StartResourceServiceAsync(CancellationToken cancellationToken)
    {
        if (_dashboard is not null)
        {
            _resourceService = await ResourceServiceHost.StartAsync(_resourceServiceAddress!, _dashboard.ResourceServiceApiKey, _services, cancellationToken);
        }
    }

    private void ResolveParameters()
    {
        var missing = new List<string>();

        foreach (var parameter in _model.Resources.OfType<ParameterResource>())
        {
            try
            {
                _ = parameter.Value;
            }
            catch (MissingParameterValueException exception)
            {
                missing.Add(exception.Message);
            }
        }

        if (missing.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, missing));
        }
    }

    private async Task PublishEndpointsAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in _model.Resources.Where(resource => _endpoints!.Of(resource).Count > 0))
        {
            await _eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, _services), cancellationToken);
        }

        await _eventing.PublishAsync(new AfterEndpointsAllocatedEvent(_services, _model), cancellationToken);

        foreach (var resource in _model.Resources.Where(resource => resource is IResourceWithConnectionString))
        {
            await _eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, _services), cancellationToken);
        }
    }

    private IReplicaProgram? Program(IResource resource) => resource switch
    {
        ProjectResource project => new ProjectProgram(project),
        ExecutableResource executable => new ExecutableProgram(executable),
        ContainerResource container => new ContainerProgram(container, _containers, _logs.GetLogger(container)),
        _ => null,
    };

    private async Task<ManagedResource> ManageAsync(IResource resource, IReplicaProgram program, CancellationToken cancellationToken)
    {
        var endpoints = _endpoints!.Of(resource);
        var isWaitedFor = _model.Resources.SelectMany(other => other.Annotations.OfType<WaitAnnotation>())
            .Any(wait => wait.Resource == resource && wait.WaitType is WaitType.WaitForCompletion);
        var isService = endpoints.Count > 0 || resource.Annotations.OfType<ProbeAnnotation>().Any();
        var sharesPorts = endpoints.All(binding => binding.ReplicaPort is null);
        var desired = new DesiredState(resource.GetReplicaCount(), IsRunning: !resource.HasAnnotationOfType<ExplicitStartupAnnotation>());

        LifecycleCommands.AddTo(resource, _reconciler, canScale: resource is ProjectResource && sharesPorts && !isWaitedFor);

        var managed = new ManagedResource(resource, program.Source, endpoints, new(resource.Name, desired, []))
        {
            Urls = await ResourceUrls.ResolveAsync(resource, endpoints, _executionContext, cancellationToken),
        };
        _board.Add(managed);
        _reconciler.Add(
            new()
            {
                Name = resource.Name,
                Starter = new ReplicaStarter(
                    resource, program, endpoints, _executionContext, _supervisor, _ports, new(_logs, _registry, _options.ShowLogs ? _terminal : null), _registry, new(_probeClient)),
                RestartPolicy = isWaitedFor ? RestartPolicy.Never : isService ? RestartPolicy.Always : RestartPolicy.OnFailure,
                UpdateStrategy = resource is ProjectResource && sharesPorts && isService ? UpdateStrategy.RollingUpdate : UpdateStrategy.Recreate,
                GracePeriod = _options.GracePeriod,
            },
            desired);
        return managed;
    }

    private async Task<List<ResourceRow>> GatewayRowsAsync(CancellationToken cancellationToken)
    {
        var rows = new List<ResourceRow>();

        foreach (var gateway in _model.Resources.OfType<GatewayResource>())
        {
            var urls = await ResourceUrls.ResolveAsync(gateway, _endpoints!.Of(gateway), _executionContext, cancellationToken);
            rows.Add(new(gateway.Name, ResourceCondition.Ready, "ready", [.. urls.Where(url => !url.IsInternal).Select(url => url.Url)]));
        }

        return rows;
    }

    private async Task RunLifecycleAsync(ManagedResource managed)
    {
        var resource = managed.Resource;

        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await _eventing.PublishAsync(new InitializeResourceEvent(resource, _eventing, _logs, _notifications, _services), _stopping.Token);
            await _notifications.WaitForDependenciesAsync(resource, _stopping.Token);
            await _eventing.PublishAsync(new BeforeResourceStartedEvent(resource, _services), _stopping.Token);
            _reconciler.AllowStart(resource.Name);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The application ended before its turn came.
        }
        catch (Exception exception)
        {
            await FailAsync(resource, exception);
        }
    }

    /// <summary>What has no process: it is there as soon as what it belongs to is.</summary>
    private async Task RunPassiveAsync(IResource resource)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await _eventing.PublishAsync(new InitializeResourceEvent(resource, _eventing, _logs, _notifications, _services), _stopping.Token);

            // Who states an own first state, states the others too.
            if (resource.HasAnnotationOfType<ResourceSnapshotAnnotation>()
                || resource is not (ParameterResource or GatewayResource or ExternalServiceResource or IResourceWithParent or IResourceWithConnectionString))
            {
                return;
            }

            if (resource is IResourceWithParent { Parent: var parent } && Program(parent) is not null)
            {
                await _notifications.WaitForResourceHealthyAsync(parent.Name, _stopping.Token);
            }

            await _notifications.WaitForDependenciesAsync(resource, _stopping.Token);
            var urls = await ResourceUrls.ResolveAsync(resource, _endpoints!.Of(resource), _executionContext, _stopping.Token);
            await PublishPassiveAsync(resource, urls);
            await _checks.WatchAsync(resource, () => _ = PublishPassiveAsync(resource, urls), _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The application ends.
        }
        catch (Exception exception)
        {
            await FailAsync(resource, exception);
        }
    }

    private async Task PublishPassiveAsync(IResource resource, System.Collections.Immutable.ImmutableArray<UrlSnapshot> urls)
    {
        var becameHealthy = false;

        await _notifications.PublishUpdateAsync(resource, snapshot =>
        {
            var next = snapshot with
            {
                ResourceType = ReplicaSnapshot.Type(resource),
                State = new(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                CreationTimeStamp = snapshot.CreationTimeStamp ?? DateTime.UtcNow,
                StartTimeStamp = snapshot.StartTimeStamp ?? DateTime.UtcNow,
                HealthReports = _checks.Reports(resource),
                Urls = urls,
                Properties = resource is ParameterResource parameter ? [new("Value", parameter.Value) { IsSensitive = parameter.Secret }] : snapshot.Properties,
            };
            becameHealthy = next.HealthStatus is HealthStatus.Healthy && snapshot.HealthStatus is not HealthStatus.Healthy;
            return next;
        });

        if (becameHealthy)
        {
            await _eventing.PublishAsync(new ResourceReadyEvent(resource, _services), EventDispatchBehavior.NonBlockingSequential, _stopping.Token);
        }
    }

    private async Task FailAsync(IResource resource, Exception exception)
    {
        if (exception is not DistributedApplicationException)
        {
            LogLifecycleFailed(exception, resource.Name);
        }

        await _notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
        _failed.TrySetResult($"'{resource.Name}' cannot be started. {exception.Message}");
    }

    private void OnChanged(ManagedResource managed)
    {
        if (_ready.Task.IsCompleted || _stopping.IsCancellationRequested)
        {
            return;
        }

        if (StartFailure.Describe(managed.Status, _registry, _options.StartAttempts) is { } message)
        {
            _failed.TrySetResult(message);
        }
        else if (_board.IsEverythingReady)
        {
            _ready.TrySetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "'{Resource}' could not be started.")]
    private partial void LogLifecycleFailed(Exception exception, string resource);
}
