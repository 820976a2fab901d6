using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Aspirate.Cluster;
using Aspirate.Cluster.Applying;
using k8s;

namespace Aspirate.Addresses;

/// <summary>Where the Ingress or the Gateway of a cluster may be reached from this machine.</summary>
internal sealed class EntranceAddresses(ClusterConnection connection, string @namespace)
{
    /// <summary>The addresses of an application, some of whose routes may belong to Gateways that it does not bring.</summary>
    public async Task<IReadOnlyList<ApplicationAddress>> FindAsync(IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var all = new List<ClusterObject>(objects);
        foreach (var reference in ApplicationAddress.ExistingGateways(objects))
        {
            if (await ReadAsync(reference, cancellationToken) is { } gateway)
            {
                all.Add(new(gateway));
            }
        }

        return ApplicationAddress.Of(all);
    }

    /// <summary>
    /// The candidates, best first: what the name already means here, what the Ingress or Gateway reports, this machine (Docker Desktop,
    /// Orbstack, kind with mapped ports, <c>minikube tunnel</c>), the machine of the API server (Minikube with a virtual machine).
    /// </summary>
    public async Task<IReadOnlyList<IPAddress>> OfAsync(ApplicationAddress address, CancellationToken cancellationToken)
    {
        var candidates = new List<IPAddress>();
        foreach (var name in (await ReportedAsync(address.Entrance, cancellationToken)).Prepend(address.Url.Host).Append("127.0.0.1").Append(connection.Server.Host))
        {
            candidates.AddRange(await ResolveAsync(name, cancellationToken));
        }

        return [.. candidates.Distinct()];
    }

    private async Task<IEnumerable<string>> ReportedAsync(ObjectReference entrance, CancellationToken cancellationToken)
    {
        if (entrance.Kind == "Gateway")
        {
            var gateway = await ReadAsync(entrance, cancellationToken);
            return (gateway?["status"]?["addresses"] as JsonArray ?? []).Select(entry => (string?)entry?["value"]).OfType<string>();
        }

        var ingress = await connection.Client.NetworkingV1.ReadNamespacedIngressAsync(entrance.Name, entrance.Namespace ?? @namespace, cancellationToken: cancellationToken);
        return (ingress.Status?.LoadBalancer?.Ingress ?? []).Select(entry => entry.Ip ?? entry.Hostname).OfType<string>();
    }

    private async Task<JsonObject?> ReadAsync(ObjectReference gateway, CancellationToken cancellationToken)
    {
        var path = $"/apis/{gateway.ApiVersion}/namespaces/{gateway.Namespace ?? @namespace}/gateways/{gateway.Name}";
        try
        {
            using var response = await connection.SendAsync(HttpMethod.Get, path, cancellationToken: cancellationToken);
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken)) as JsonObject : null;
        }
        catch (AccessDeniedException)
        {
            return null; // whoever runs a Gateway in another namespace need not show it
        }
    }

    /// <summary>What a name means on this machine; nothing when it is not known.</summary>
    public static async Task<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, cancellationToken);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
