using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aspirate.Cluster.Tests.Secrets;

/// <summary>An API server that keeps Secrets in memory, with the optimistic concurrency of the real one, and Deployments that others have applied.</summary>
internal sealed class FakeSecretApi : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, V1Secret> _secrets = new(StringComparer.Ordinal);
    private FakeApiServer? _server;
    private int _version;

    private FakeSecretApi()
    {
    }

    public IKubernetes Client { get; private set; } = null!;

    /// <summary>Called before a Secret is answered that was asked for.</summary>
    public Action BeforeRead { get; set; } = () => { };

    public int Writes { get; private set; }

    /// <summary>What was applied, in order: the kind and name, and the object.</summary>
    public List<(string Target, JsonObject Applied)> Applied { get; } = [];

    /// <summary>The Deployments, as a list answers them.</summary>
    public List<JsonObject> Deployments { get; } = [];

    public Task<ClusterConnection> ConnectAsync() => ClusterConnection.OpenAsync(kubeconfig: _server!.Kubeconfig, cancellationToken: TestContext.Current.CancellationToken);

    public static async Task<FakeSecretApi> StartAsync()
    {
        var api = new FakeSecretApi();
        api._server = await FakeApiServer.StartAsync(api.Answer);
        api.Client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = api._server.Address });
        return api;
    }

    public V1Secret? this[string name]
    {
        get
        {
            lock (_lock)
            {
                return _secrets.GetValueOrDefault(name);
            }
        }
    }

    public string? Value(string secret, string key) => this[secret]?.Data?.TryGetValue(key, out var value) is true ? Encoding.UTF8.GetString(value) : null;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
    }

    private (HttpStatusCode Status, string Body)? Answer(HttpRequest request)
    {
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["apis", _, "v1", "namespaces", _, var plural, .. var named])
        {
            return named is [] ? (HttpStatusCode.OK, List(plural)) : Apply(request, plural, named[0]);
        }

        if (path is not ["api", "v1", "namespaces", _, "secrets", .. var rest])
        {
            return null;
        }

        if (request.Method == HttpMethods.Patch)
        {
            return Apply(request, "secrets", rest[0]);
        }

        if (request.Method == HttpMethods.Get && rest is [var asked])
        {
            var answer = this[asked] is { } found ? (HttpStatusCode.OK, KubernetesJson.Serialize(found)) : Refuse(HttpStatusCode.NotFound, "NotFound");
            BeforeRead();
            return answer;
        }

        var secret = KubernetesJson.Deserialize<V1Secret>(BodyOf(request))!;
        lock (_lock)
        {
            var existing = _secrets.GetValueOrDefault(secret.Metadata.Name);
            if (request.Method == HttpMethods.Post ? existing is not null : existing?.Metadata.ResourceVersion != secret.Metadata.ResourceVersion)
            {
                return Refuse(HttpStatusCode.Conflict, "Conflict");
            }

            Writes++;
            secret.Metadata.ResourceVersion = $"{++_version}";
            _secrets[secret.Metadata.Name] = secret;
            return (HttpStatusCode.OK, KubernetesJson.Serialize(secret));
        }
    }

    private string List(string plural)
    {
        lock (_lock)
        {
            return new JsonObject { ["items"] = new JsonArray([.. plural == "deployments" ? Deployments.Select(item => item.DeepClone()) : []]) }.ToJsonString();
        }
    }

    private (HttpStatusCode Status, string Body) Apply(HttpRequest request, string plural, string name)
    {
        var applied = JsonNode.Parse(BodyOf(request))!.AsObject();
        lock (_lock)
        {
            Applied.Add(($"{plural}/{name}", applied));
            if (plural == "secrets")
            {
                _secrets[name] = KubernetesJson.Deserialize<V1Secret>(applied.ToJsonString())!;
            }
            else
            {
                var live = Deployments.Single(item => (string?)item["metadata"]!["name"] == name);
                live["spec"] = applied["spec"]!.DeepClone();
            }
        }

        return (HttpStatusCode.OK, applied.ToJsonString());
    }

    private static string BodyOf(HttpRequest request)
    {
        request.HttpContext.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        using var reader = new StreamReader(request.Body);
        return reader.ReadToEnd();
    }

    private static (HttpStatusCode Status, string Body) Refuse(HttpStatusCode status, string reason) => (status, FakeApiServer.Status((int)status, reason, reason));
}
