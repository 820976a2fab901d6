using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tests;

namespace NamespaceResources.Tests.Clusters;

/// <summary>An API server with the namespace <c>shop</c>: lists, watches, logs and patches as far as they are asked for. It can also be difficult, and away.</summary>
internal sealed class FakeNamespace : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, object>> _objects = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<string>, bool>> _watchers = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Lock _writing = new();
    private readonly Dictionary<string, List<string>> _written = [];
    private readonly List<(string Pod, Channel<string> Lines)> _readers = [];
    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private int _port;
    private int _version = 10;
    private int _logRequests;

    /// <summary>Plural names that are refused, as a Role without them would.</summary>
    public ConcurrentDictionary<string, bool> Refused { get; } = new();

    /// <summary>Answers the log requests in place of what was written, by the number of the request.</summary>
    public Func<int, HttpContext, Task>? Log { get; set; }

    /// <summary>Methods, paths and queries, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Bodies of patches, by path.</summary>
    public ConcurrentDictionary<string, string> Patches { get; } = new();

    /// <summary>A kubeconfig whose current context is this server and namespace.</summary>
    public string Kubeconfig => _folder["kubeconfig"];

    public static async Task<FakeNamespace> StartAsync()
    {
        var server = new FakeNamespace();
        await server.ComeAsync();
        await File.WriteAllTextAsync(server.Kubeconfig, $$"""
            apiVersion: v1
            kind: Config
            current-context: fake
            contexts:
            - { name: fake, context: { cluster: fake, user: fake, namespace: shop } }
            clusters:
            - { name: fake, cluster: { server: 'http://127.0.0.1:{{server._port}}' } }
            users:
            - { name: fake, user: { token: secret } }
            """);
        return server;
    }

    /// <summary>Comes back at the same address.</summary>
    public async Task ComeAsync()
    {
        // The settings beside the tests are those of the program.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder.Path });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        var app = builder.Build();
        app.MapGet("/version", context => context.Response.WriteAsync("""{"major":"1","minor":"36"}""", context.RequestAborted));
        app.MapGet("/api/v1/namespaces/shop/pods/{pod}/log", LogAsync);
        app.MapGet("/api/v1/namespaces/shop/pods/{pod}", PodAsync);
        app.MapGet("/api/v1/namespaces/shop/{plural}", AnswerAsync);
        app.MapGet("/apis/{group}/v1/namespaces/shop/{plural}", AnswerAsync);
        app.MapPatch("/apis/apps/v1/namespaces/shop/{plural}/{name}", PatchAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        _port = new Uri(app.Urls.First()).Port;
        _app = app;
    }

    /// <summary>Goes away without a word.</summary>
    public async Task GoAsync()
    {
        await _app!.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _watchers.Clear();
    }

    /// <summary>Puts an object, which watchers hear of.</summary>
    public void Put(string plural, params IEnumerable<IKubernetesObject<V1ObjectMeta>> items)
    {
        foreach (var item in items)
        {
            item.Metadata.ResourceVersion = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
            var isNew = _objects.GetOrAdd(plural, _ => new()).TryAdd(item.Metadata.Name, item);
            _objects[plural][item.Metadata.Name] = item;
            Tell(plural, isNew ? "ADDED" : "MODIFIED", item);
        }
    }

    /// <summary>Puts an object while nobody listens.</summary>
    public void PutUnheard(string plural, IKubernetesObject<V1ObjectMeta> item) => _objects.GetOrAdd(plural, _ => new())[item.Metadata.Name] = item;

    public void Delete(string plural, string name)
    {
        _objects[plural].TryRemove(name, out var item);
        Tell(plural, "DELETED", item!);
    }

    /// <summary>Has a container write a line, with a time in front.</summary>
    public void Write(string pod, string line)
    {
        lock (_writing)
        {
            Written(pod).Add(line);
            foreach (var (_, lines) in _readers.Where(reader => reader.Pod == pod))
            {
                lines.Writer.TryWrite(line);
            }
        }
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
        await GoAsync();
        _folder.Dispose();
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
        if (!await IsAllowedAsync(context, plural, "list"))
        {
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

    private async Task<bool> IsAllowedAsync(HttpContext context, string resource, string verb)
    {
        _requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString.Value}");
        context.Response.ContentType = "application/json";
        if (!Refused.ContainsKey(resource))
        {
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await context.Response.WriteAsync($$"""
            {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403,
             "message":"{{resource}} is forbidden: User \"system:serviceaccount:shop:dashboard\" cannot {{verb}} resource \"{{resource}}\" in API group \"\" in the namespace \"shop\""}
            """, context.RequestAborted);
        return false;
    }

    private async Task WatchAsync(string plural, HttpContext context)
    {
        var events = Channel.CreateUnbounded<string>();
        var watchers = _watchers.GetOrAdd(plural, _ => new());
        watchers[events] = true;
        try
        {
            await StreamAsync(context, events.Reader);
        }
        finally
        {
            watchers.TryRemove(events, out _);
        }
    }

    private static async Task StreamAsync(HttpContext context, ChannelReader<string> lines)
    {
        try
        {
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await foreach (var line in lines.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(line + "\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left.
        }
    }

    private async Task LogAsync(HttpContext context)
    {
        if (!await IsAllowedAsync(context, "pods/log", "get"))
        {
            return;
        }

        if (Log is not null)
        {
            await Log(Interlocked.Increment(ref _logRequests), context);
            return;
        }

        var pod = (string)context.Request.RouteValues["pod"]!;
        var lines = Channel.CreateUnbounded<string>();
        lock (_writing)
        {
            Written(pod).ForEach(line => lines.Writer.TryWrite(line));
            if (context.Request.Query["follow"] == "true")
            {
                _readers.Add((pod, lines));
            }
            else
            {
                lines.Writer.Complete();
            }
        }

        await StreamAsync(context, lines.Reader);
    }

    private List<string> Written(string pod) => _written.TryGetValue(pod, out var lines) ? lines : _written[pod] = [];

    private async Task PodAsync(HttpContext context)
    {
        if (!await IsAllowedAsync(context, "pod", "get"))
        {
            return;
        }

        if (_objects.GetOrAdd("pods", _ => new()).TryGetValue((string)context.Request.RouteValues["pod"]!, out var pod))
        {
            await context.Response.WriteAsync(KubernetesJson.Serialize(pod), context.RequestAborted);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task PatchAsync(HttpContext context)
    {
        var plural = (string)context.Request.RouteValues["plural"]!;
        if (!await IsAllowedAsync(context, $"patch {plural}", "patch"))
        {
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        Patches[context.Request.Path] = JsonNode.Parse(await reader.ReadToEndAsync(context.RequestAborted))!.ToJsonString();
        var item = _objects.GetOrAdd(plural, _ => new())[(string)context.Request.RouteValues["name"]!];
        await context.Response.WriteAsync(KubernetesJson.Serialize(item), context.RequestAborted);
    }
}
