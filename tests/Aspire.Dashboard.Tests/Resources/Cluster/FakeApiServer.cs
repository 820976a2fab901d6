using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Tests.Resources.Cluster;

/// <summary>An API server with lists, watches and logs, as far as the dashboard asks for them, which can also be difficult.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, object>> _objects = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<string>, bool>> _watchers = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private WebApplication? _app;
    private int _version = 10;

    /// <summary>Plural names that are refused.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Answers the log requests of a container, by the number of the request.</summary>
    public Func<int, HttpContext, Task> Log { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Paths with queries, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>A client of it.</summary>
    public IKubernetes Client { get; private set; } = null!;

    public static async Task<FakeApiServer> StartAsync()
    {
        var server = new FakeApiServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server._app = builder.Build();
        var logs = 0;
        server._app.MapGet("/api/v1/namespaces/shop/pods/{pod}/log", context =>
        {
            server._requests.Enqueue(context.Request.Path + context.Request.QueryString.Value);
            return server.Log(Interlocked.Increment(ref logs), context);
        });
        server._app.MapGet("/api/v1/namespaces/shop/{plural}", server.AnswerAsync);
        server._app.MapGet("/apis/{group}/v1/namespaces/shop/{plural}", server.AnswerAsync);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        server.Client = new Kubernetes(new KubernetesClientConfiguration { Host = server._app.Urls.First(), HttpClientTimeout = Timeout.InfiniteTimeSpan });
        return server;
    }

    /// <summary>Puts an object, which watchers hear of.</summary>
    public void Put(string plural, IKubernetesObject<V1ObjectMeta> item)
    {
        item.Metadata.ResourceVersion = Interlocked.Increment(ref _version).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var isNew = _objects.GetOrAdd(plural, _ => new()).TryAdd(item.Metadata.Name, item);
        _objects[plural][item.Metadata.Name] = item;
        Tell(plural, isNew ? "ADDED" : "MODIFIED", item);
    }

    /// <summary>Puts an object while nobody listens.</summary>
    public void PutUnheard(string plural, IKubernetesObject<V1ObjectMeta> item) => _objects.GetOrAdd(plural, _ => new())[item.Metadata.Name] = item;

    public void Delete(string plural, string name)
    {
        _objects[plural].TryRemove(name, out var item);
        Tell(plural, "DELETED", item!);
    }

    /// <summary>Ends the watches of a kind: by a word of its own, or without one.</summary>
    public void EndWatches(string plural, string? lastWord = null)
    {
        foreach (var watcher in _watchers.GetOrAdd(plural, _ => new()).Keys)
        {
            if (lastWord is not null)
            {
                watcher.Writer.TryWrite(lastWord);
            }

            watcher.Writer.TryComplete();
        }
    }

    public bool IsWatched(string plural) => _watchers.TryGetValue(plural, out var watchers) && !watchers.IsEmpty;

    public async ValueTask DisposeAsync()
    {
        foreach (var plural in _watchers.Keys)
        {
            EndWatches(plural);
        }

        Client.Dispose();
        await _app!.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private void Tell(string plural, string type, object item)
    {
        foreach (var watcher in _watchers.GetOrAdd(plural, _ => new()).Keys)
        {
            watcher.Writer.TryWrite($$"""{"type":"{{type}}","object":{{KubernetesJson.Serialize(item)}}}""");
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var plural = (string)context.Request.RouteValues["plural"]!;
        _requests.Enqueue(context.Request.Path + context.Request.QueryString.Value);
        context.Response.ContentType = "application/json";

        if (Refused.Contains(plural))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403}""", context.RequestAborted);
            return;
        }

        if (context.Request.Query["watch"] == "true")
        {
            await WatchAsync(plural, context);
            return;
        }

        var items = string.Join(',', _objects.GetOrAdd(plural, _ => new()).Values.Select(item => KubernetesJson.Serialize(item)));
        await context.Response.WriteAsync($$"""{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"{{_version}}"},"items":[{{items}}]}""", context.RequestAborted);
    }

    private async Task WatchAsync(string plural, HttpContext context)
    {
        var events = Channel.CreateUnbounded<string>();
        var watchers = _watchers.GetOrAdd(plural, _ => new());
        watchers[events] = true;

        try
        {
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);

            await foreach (var line in events.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(line + "\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left.
        }
        finally
        {
            watchers.TryRemove(events, out _);
        }
    }
}
