using System.Collections.Immutable;
using Grpc.Core;
using Microsoft.Extensions.Options;
using NamespaceResources.Commands;
using NamespaceResources.Consoles;
using NamespaceResources.Contract;
using NamespaceResources.Settings;
using NamespaceResources.Watching;

namespace NamespaceResources.Serving;

/// <summary>Answers a dashboard. A watch lasts until the dashboard leaves or the program ends: one that ends by itself is asked for again at once.</summary>
internal sealed class ResourceService(
    NamespaceModel model, ResourceConsoles consoles, RollingRestart restart, TroubleNotices notices, IOptions<ResourceSettings> settings, IHostApplicationLifetime lifetime, TimeProvider time)
    : DashboardService.DashboardServiceBase
{
    // A page without resources is better than one that is blank, while the cluster does not answer.
    private static readonly TimeSpan LongestBlank = TimeSpan.FromSeconds(5);

    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = settings.Value.ApplicationName ?? model.Cluster?.Namespace ?? settings.Value.Namespace ?? "Kubernetes" });

    public override Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context) =>
        UntilLeftAsync(context, async cancel =>
        {
            var known = (await FirstAsync(cancel)).Resources;
            await responseStream.WriteAsync(new() { InitialData = new() { Resources = { known.Values } } }, cancel);
            await foreach (var snapshot in model.FollowAsync(cancel))
            {
                if (Changes(known, snapshot.Resources) is { Value.Count: > 0 } changes)
                {
                    await responseStream.WriteAsync(new() { Changes = changes }, cancel);
                }

                known = snapshot.Resources;
            }
        });

    public override Task WatchResourceConsoleLogs(WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context)
    {
        if (!consoles.Has(request.ResourceName))
        {
            throw new RpcException(new(StatusCode.NotFound, $"There is no resource '{request.ResourceName}'."));
        }

        return UntilLeftAsync(context, async cancel =>
        {
            var batches = request.SuppressFollow ? consoles.ReadAsync(request.ResourceName, cancel) : consoles.FollowAsync(request.ResourceName, cancel);
            await foreach (var lines in batches)
            {
                await responseStream.WriteAsync(new() { LogLines = { lines } }, cancel);
            }
        });
    }

    public override Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        if (request.CommandName != RollingRestart.Name)
        {
            throw new RpcException(new(StatusCode.NotFound, $"There is no command '{request.CommandName}'."));
        }

        return settings.Value.AllowRestart
            ? restart.ExecuteAsync(request.ResourceName, context.CancellationToken)
            : throw new RpcException(new(StatusCode.PermissionDenied, "Restarts are switched off: RESOURCES__ALLOWRESTART is not true."));
    }

    public override Task WatchInteractions(IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream, ServerCallContext context) =>
        UntilLeftAsync(context, async cancel =>
        {
            // Headers first: the dashboard waits for them before it goes on.
            await context.WriteResponseHeadersAsync([]);
            await foreach (var update in notices.FollowAsync(requestStream, cancel))
            {
                await responseStream.WriteAsync(update, cancel);
            }
        });

    private async Task<NamespaceSnapshot> FirstAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var blank = new CancellationTokenSource(LongestBlank, time);
        using var registration = blank.Token.Register(waiting.Cancel);
        try
        {
            await foreach (var snapshot in model.FollowAsync(waiting.Token))
            {
                if (snapshot.IsComplete)
                {
                    return snapshot;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        return model.Current;
    }

    private static WatchResourcesChanges Changes(ImmutableDictionary<string, Resource> before, ImmutableDictionary<string, Resource> now)
    {
        var gone = before.Values.Where(resource => !now.ContainsKey(resource.Name));
        var changed = now.Values.Where(resource => !before.TryGetValue(resource.Name, out var same) || !same.Equals(resource));
        return new()
        {
            Value =
            {
                gone.Select(resource => new WatchResourcesChange { Delete = new() { ResourceName = resource.Name, ResourceType = resource.ResourceType } }),
                changed.Select(resource => new WatchResourcesChange { Upsert = resource }),
            },
        };
    }

    private async Task UntilLeftAsync(ServerCallContext context, Func<CancellationToken, Task> answer)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await answer(either.Token);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // Nobody is there any more who could be told.
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new(StatusCode.Unavailable, "The program is being stopped."));
        }
    }
}
