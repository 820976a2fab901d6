using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.LocalCluster.Starting;

/// <summary>Says once, where the application was started from, that everything is ready and where the way in is.</summary>
internal sealed partial class ReadyMessage(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    ResourceNotificationService notifications,
    ILoggerFactory logs) : BackgroundService
{
    private readonly ILogger _log = logs.CreateLogger("Aspire.Hosting.LocalCluster");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!executionContext.IsRunMode)
        {
            return;
        }

        var awaited = model.Resources.Where(IsAwaited).Select(resource => resource.Name).ToHashSet();
        var states = new Dictionary<string, (string Resource, bool IsReady)>();

        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (!awaited.Contains(change.Resource.Name))
            {
                continue;
            }

            states[change.ResourceId] = (change.Resource.Name, IsReady(change.Snapshot));

            // A resource first appears under its own name, and then under those of its replicas.
            if (change.ResourceId != change.Resource.Name)
            {
                states.Remove(change.Resource.Name);
            }

            if (states.Values.All(state => state.IsReady) && awaited.SetEquals(states.Values.Select(state => state.Resource)))
            {
                Tell();
                return;
            }
        }
    }

    private void Tell()
    {
        var elapsed = DateTime.Now - Process.GetCurrentProcess().StartTime;

        foreach (var gateway in model.Resources.OfType<LocalGatewayResource>())
        {
            var endpoint = new EndpointReference(gateway, LocalGatewayResource.EndpointName);
            Ready(_log, elapsed.TotalSeconds, endpoint.Url);
        }
    }

    private static bool IsAwaited(IResource resource) =>
        (resource is ProjectResource or ExecutableResource or ContainerResource or LocalGatewayResource || resource.IsContainer())
        && !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();

    private static bool IsReady(CustomResourceSnapshot snapshot) => snapshot.State?.Text is { } state
        && (state == KnownResourceStates.Running ? snapshot.HealthStatus is HealthStatus.Healthy : KnownResourceStates.TerminalStates.Contains(state) && snapshot.ExitCode == 0);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Everything is ready after {Seconds:0.0} s: {Address}")]
    private static partial void Ready(ILogger log, double seconds, string address);
}
