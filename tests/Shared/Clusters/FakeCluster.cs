using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tests.Clusters;

/// <summary>
/// An API server that keeps objects of any kind in memory, knows whose they are, and obeys dry runs. An apply replaces the object,
/// which is all of the real one's merging that these tests need.
/// </summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private static readonly (string ApiVersion, string Kind, string Plural, bool IsNamespaced)[] Kinds =
    [
        ("v1", "Namespace", "namespaces", false),
        ("v1", "ConfigMap", "configmaps", true),
        ("v1", "Secret", "secrets", true),
        ("v1", "Service", "services", true),
        ("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
        ("apps/v1", "Deployment", "deployments", true),
        ("apps/v1", "StatefulSet", "statefulsets", true),
        ("batch/v1", "Job", "jobs", true),
        ("networking.k8s.io/v1", "Ingress", "ingresses", true),
        ("networking.k8s.io/v1", "IngressClass", "ingressclasses", false),
        ("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true),
        ("gateway.networking.k8s.io/v1", "GatewayClass", "gatewayclasses", false),
        ("gateway.networking.k8s.io/v1", "Gateway", "gateways", true),
        ("gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes", true),
        ("coordination.k8s.io/v1", "Lease", "leases", true),
    ];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private FakeApiServer? _server;
    private int _version;

    private FakeCluster()
    {
    }

    /// <summary>What may not be done, as <c>verb resource</c>: whoever asks beforehand is told so, and <c>get</c> is refused.</summary>
    public HashSet<string> Denied { get; } = [];

    /// <summary>The API versions that it does not have.</summary>
    public HashSet<string> Missing { get; } = [];

    /// <summary>Answers an apply in the server's place.</summary>
    public Func<JsonObject, bool, (HttpStatusCode, string)?> Judge { get; set; } = (_, _) => null;

    /// <summary>Every write that was not a dry run, in order, without leases: <c>PATCH configmaps/web</c>.</summary>
    public List<string> Writes { get; } = [];

    public string Kubeconfig => _server!.Kubeconfig;

    public static async Task<FakeCluster> StartAsync()
    {
        var cluster = new FakeCluster();
        cluster._server = await FakeApiServer.StartAsync(cluster.Answer);
        return cluster;
    }

    /// <summary>The object at <c>namespaces/NS/PLURAL/NAME</c>.</summary>
    public JsonObject? this[string path]
    {
        get
        {
            lock (_lock)
            {
                return _objects.GetValueOrDefault(path);
            }
        }
    }

    /// <summary>The names of all objects of a kind in a namespace.</summary>
    public IReadOnlyList<string> Names(string @namespace, string plural)
    {
        lock (_lock)
        {
            return [.. _objects.Keys.Where(path => path.StartsWith($"namespaces/{@namespace}/{plural}/", StringComparison.Ordinal)).Select(path => path.Split('/')[^1])];
        }
    }

    /// <summary>Puts an object there as somebody else would have.</summary>
    public void Place(string path, string json, string manager = "kubectl-create")
    {
        lock (_lock)
        {
            var item = JsonNode.Parse(json)!.AsObject();
            item["metadata"] ??= new JsonObject();
            item["metadata"]!["name"] = path.Split('/')[^1];
            _objects[path] = Stamp(item, null, manager, "Update");
        }
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private (HttpStatusCode, string)? Answer(HttpRequest request)
    {
        request.HttpContext.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = reader.ReadToEnd() is { Length: > 0 } text ? JsonNode.Parse(text)!.AsObject() : null;
        lock (_lock)
        {
            return Answer(request, request.Path.Value!.Trim('/'), body);
        }
    }

    private (HttpStatusCode, string)? Answer(HttpRequest request, string path, JsonObject? body)
    {
        if (path == "apis")
        {
            var groups = Kinds.Select(kind => kind.ApiVersion).Where(version => version.Contains('/', StringComparison.Ordinal)).Distinct();
            return Ok(new JsonObject { ["groups"] = new JsonArray([.. groups.Select(group => new JsonObject { ["preferredVersion"] = new JsonObject { ["groupVersion"] = group } })]) });
        }

        if (path.EndsWith("selfsubjectaccessreviews", StringComparison.Ordinal))
        {
            var asked = body!["spec"]!["resourceAttributes"]!;
            body["status"] = new JsonObject { ["allowed"] = !Denied.Contains($"{asked["verb"]} {asked["resource"]}{(asked["subresource"] is { } part ? $"/{part}" : "")}") };
            return (HttpStatusCode.Created, body.ToJsonString());
        }

        var version = path.StartsWith("api/v1", StringComparison.Ordinal) ? "v1" : string.Join('/', path.Split('/').Skip(1).Take(2));
        var rest = path[(version == "v1" ? "api/v1" : $"apis/{version}").Length..].Trim('/');
        if (rest.Length == 0)
        {
            return Discovery(version);
        }

        var plural = Kinds.FirstOrDefault(kind => kind.ApiVersion == version && rest.Split('/').Contains(kind.Plural) && !(kind.Plural == "namespaces" && rest.Split('/').Length > 2)).Plural;
        if (plural is null)
        {
            return null;
        }

        if (request.Method == "GET" && Denied.Contains($"get {plural}"))
        {
            return (HttpStatusCode.Forbidden, FakeApiServer.Status(403, "Forbidden", $"{plural} is forbidden: User \"somebody\" cannot get resource \"{plural}\" in API group \"{(version == "v1" ? "" : version.Split('/')[0])}\""));
        }

        return rest.EndsWith($"/{plural}", StringComparison.Ordinal) || rest == plural
            ? request.Method == "POST" ? Create(request, $"{rest}/{body!["metadata"]!["name"]}", body) : List(rest, request.Query["labelSelector"].ToString())
            : Single(request, rest, body);
    }

    private (HttpStatusCode, string)? Discovery(string version)
    {
        var kinds = Kinds.Where(kind => kind.ApiVersion == version && !Missing.Contains(version)).ToArray();
        return kinds.Length == 0 ? null : Ok(new JsonObject
        {
            ["resources"] = new JsonArray([.. kinds.Select(kind => new JsonObject
            {
                ["name"] = kind.Plural,
                ["kind"] = kind.Kind,
                ["namespaced"] = kind.IsNamespaced,
                ["verbs"] = new JsonArray("get", "list", "patch", "delete"),
            })]),
        });
    }

    private (HttpStatusCode, string)? List(string path, string label) => Ok(new JsonObject
    {
        ["items"] = new JsonArray([.. _objects
            .Where(entry => entry.Key.StartsWith($"{path}/", StringComparison.Ordinal) && !entry.Key[(path.Length + 1)..].Contains('/', StringComparison.Ordinal))
            .Where(entry => label.Length == 0 || entry.Value["metadata"]?["labels"]?[label] is not null)
            .Select(entry => entry.Value.DeepClone())]),
    });

    private (HttpStatusCode, string)? Create(HttpRequest request, string path, JsonObject body)
    {
        if (_objects.ContainsKey(path))
        {
            return (HttpStatusCode.Conflict, FakeApiServer.Status(409, "AlreadyExists", "exists"));
        }

        var created = Stamp(body, null, "aspirate", "Update");
        if (!IsDryRun(request))
        {
            Wrote("POST", path);
            _objects[path] = created;
        }

        return (HttpStatusCode.Created, created.ToJsonString());
    }

    private (HttpStatusCode, string)? Single(HttpRequest request, string path, JsonObject? body)
    {
        var live = _objects.GetValueOrDefault(path);
        var isDryRun = IsDryRun(request);
        switch (request.Method)
        {
            case "PATCH" when request.ContentType!.StartsWith("application/apply-patch", StringComparison.Ordinal):
                if (Judge(body!, isDryRun) is { } judgement)
                {
                    return judgement;
                }

                var applied = Stamp(body!, live, "aspirate", "Apply");
                if (live is not null && JsonNode.DeepEquals(Content(live), Content(applied)))
                {
                    return Ok(live);
                }

                return isDryRun ? Ok(applied) : Keep("PATCH", path, applied);

            case "PATCH" when live is not null:
                return Keep("PATCH", path, Merge(live, body!));

            case "PUT" when live is not null:
                var replaced = Stamp(body!, live, "aspirate", "Update");
                return isDryRun ? Ok(replaced) : Keep("PUT", path, replaced);

            case "DELETE" when live is not null:
                Wrote("DELETE", path);
                foreach (var below in _objects.Keys.Where(key => key == path || (path.Split('/').Length == 2 && key.StartsWith($"{path}/", StringComparison.Ordinal))).ToArray())
                {
                    _objects.Remove(below);
                }

                return Ok(live);

            case "GET" when live is not null:
                return Ok(live);

            default:
                return (HttpStatusCode.NotFound, FakeApiServer.Status(404, "NotFound", $"{path} not found"));
        }
    }

    private (HttpStatusCode, string)? Keep(string method, string path, JsonObject item)
    {
        Wrote(method, path);
        item["metadata"]!["resourceVersion"] = NextVersion();
        return Ok(_objects[path] = item);
    }

    private static bool IsDryRun(HttpRequest request) => request.Query["dryRun"] == "All";

    private void Wrote(string method, string path)
    {
        if (!path.Contains("/leases/", StringComparison.Ordinal))
        {
            Writes.Add($"{method} {string.Join('/', path.Split('/')[^2..])}");
        }
    }

    private JsonObject Stamp(JsonObject item, JsonObject? live, string manager, string operation)
    {
        var copy = item.DeepClone().AsObject();
        var metadata = copy["metadata"]!.AsObject();
        metadata["uid"] = live?["metadata"]?["uid"]?.DeepClone() ?? Guid.NewGuid().ToString();
        metadata["resourceVersion"] = live?["metadata"]?["resourceVersion"]?.DeepClone() ?? NextVersion();
        metadata["managedFields"] ??= new JsonArray(new JsonObject { ["manager"] = manager, ["operation"] = operation, ["fieldsV1"] = new JsonObject() });
        return copy;
    }

    private static JsonObject Content(JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        copy["metadata"]!.AsObject().Remove("resourceVersion");
        return copy;
    }

    private static JsonObject Merge(JsonObject live, JsonObject patch)
    {
        var copy = live.DeepClone().AsObject();
        foreach (var (key, value) in patch)
        {
            copy[key] = copy[key] is JsonObject both && value is JsonObject more ? Merge(both, more) : value?.DeepClone();
        }

        return copy;
    }

    private string NextVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    private static (HttpStatusCode, string)? Ok(JsonObject body) => (HttpStatusCode.OK, body.ToJsonString());
}
