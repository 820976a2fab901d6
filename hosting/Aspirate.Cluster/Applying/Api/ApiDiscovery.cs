using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Applying.Api;

/// <summary>Asks the API server which kinds it has, and remembers the answer as long as this object lives.</summary>
internal sealed class ApiDiscovery(ClusterConnection connection)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<ApiResource>> _known = new(StringComparer.Ordinal);

    /// <summary>How a kind is reached; <see langword="null"/> when this cluster does not have it.</summary>
    public async Task<ApiResource?> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken) =>
        (await ListAsync(apiVersion, cancellationToken)).FirstOrDefault(resource => resource.Kind == kind);

    /// <summary>Every kind of every group, in its preferred version.</summary>
    public async Task<IReadOnlyList<ApiResource>> AllAsync(CancellationToken cancellationToken)
    {
        using var response = await connection.SendAsync(HttpMethod.Get, "/apis", cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
        var groups = (JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))?["groups"] as JsonArray ?? [])
            .Select(group => group?["preferredVersion"]?["groupVersion"]?.GetValue<string>())
            .OfType<string>();
        var lists = await Task.WhenAll(groups.Prepend("v1").Select(apiVersion => ListAsync(apiVersion, cancellationToken)));
        return [.. lists.SelectMany(list => list)];
    }

    /// <summary>Forgets a version that was not there when it was asked for: a definition of it may have been applied since.</summary>
    public void Forget(string apiVersion) => _known.TryRemove(apiVersion, out _);

    private async Task<IReadOnlyList<ApiResource>> ListAsync(string apiVersion, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(apiVersion, out var known))
        {
            return known;
        }

        var path = apiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{apiVersion}" : $"/api/{apiVersion}";
        using var response = await connection.SendAsync(HttpMethod.Get, path, cancellationToken: cancellationToken);
        return _known[apiVersion] = response.StatusCode switch
        {
            HttpStatusCode.OK => Read(apiVersion, await response.Content.ReadAsStringAsync(cancellationToken)),
            // An aggregated API whose own server is down is not there either.
            HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable => [],
            var other => throw new ClusterException($"The cluster does not say which kinds it has in {apiVersion}: {(int)other} {await response.Content.ReadAsStringAsync(cancellationToken)}"),
        };
    }

    private static ApiResource[] Read(string apiVersion, string body) =>
    [
        .. (JsonNode.Parse(body)?["resources"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(resource => !resource["name"]!.GetValue<string>().Contains('/', StringComparison.Ordinal)) // a subresource
            .Select(resource => new ApiResource(
                apiVersion,
                resource["kind"]!.GetValue<string>(),
                resource["name"]!.GetValue<string>(),
                resource["namespaced"]!.GetValue<bool>(),
                [.. (resource["verbs"] as JsonArray ?? []).Select(verb => verb!.GetValue<string>())])),
    ];
}
