using System.Net;
using System.Text;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aspire.Hosting.Kubernetes.Tests.Cluster.Secrets;

/// <summary>An API server that keeps Secrets in memory, with the optimistic concurrency of the real one.</summary>
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
        if (path is not ["api", "v1", "namespaces", _, "secrets", .. var rest])
        {
            return null;
        }

        if (request.Method == HttpMethods.Get && rest is [var asked])
        {
            var answer = this[asked] is { } found ? (HttpStatusCode.OK, KubernetesJson.Serialize(found)) : Refuse(HttpStatusCode.NotFound, "NotFound");
            BeforeRead();
            return answer;
        }

        request.HttpContext.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        using var reader = new StreamReader(request.Body);
        var secret = KubernetesJson.Deserialize<V1Secret>(reader.ReadToEnd())!;
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

    private static (HttpStatusCode Status, string Body) Refuse(HttpStatusCode status, string reason) => (status, FakeApiServer.Status((int)status, reason, reason));
}
