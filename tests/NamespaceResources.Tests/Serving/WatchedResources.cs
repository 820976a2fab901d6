using System.Collections.Concurrent;
using Grpc.Core;
using NamespaceResources.Contract;

namespace NamespaceResources.Tests.Serving;

/// <summary>What a dashboard knows that watches the resources.</summary>
internal sealed class WatchedResources : IDisposable
{
    private readonly AsyncServerStreamingCall<WatchResourcesUpdate> _call;
    private readonly ConcurrentQueue<WatchResourcesUpdate.KindOneofCase> _kinds = new();
    private readonly Dictionary<string, Resource> _resources = [];
    private readonly SemaphoreSlim _changed = new(0);

    public WatchedResources(RunningService service)
    {
        _call = service.Client.WatchResources(new(), RunningService.Call());
        _ = ReadAsync();
    }

    /// <summary>What kinds of messages came, in order.</summary>
    public IReadOnlyCollection<WatchResourcesUpdate.KindOneofCase> Kinds => _kinds;

    /// <summary>Waits until the resources are as they should be, half a minute at most.</summary>
    public async Task<IReadOnlyDictionary<string, Resource>> UntilAsync(Func<IReadOnlyDictionary<string, Resource>, bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            lock (_resources)
            {
                if (condition(_resources))
                {
                    return _resources.ToDictionary();
                }
            }

            await _changed.WaitAsync(patience.Token);
        }
    }

    public void Dispose()
    {
        _call.Dispose();
        _changed.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var update in _call.ResponseStream.ReadAllAsync())
        {
            lock (_resources)
            {
                foreach (var resource in update.InitialData?.Resources ?? [])
                {
                    _resources[resource.Name] = resource;
                }

                foreach (var change in update.Changes?.Value ?? [])
                {
                    if (change.Upsert is { } resource)
                    {
                        _resources[resource.Name] = resource;
                    }
                    else
                    {
                        _resources.Remove(change.Delete.ResourceName);
                    }
                }
            }

            _kinds.Enqueue(update.KindCase);
            _changed.Release();
        }
    }
}
