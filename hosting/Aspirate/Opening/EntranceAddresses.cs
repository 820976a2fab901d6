using System.Net;
using System.Net.Sockets;
using Aspirate.Cluster;
using k8s;

namespace Aspirate.Opening;

/// <summary>Where the Ingress of a cluster may be reached from this machine.</summary>
internal sealed class EntranceAddresses(ClusterConnection connection, string @namespace)
{
    /// <summary>
    /// The candidates, best first: what the name already means here, what the Ingress reports, this machine (Docker Desktop,
    /// Orbstack, kind with mapped ports, <c>minikube tunnel</c>), the machine of the API server (Minikube with a virtual machine).
    /// </summary>
    public async Task<IReadOnlyList<IPAddress>> OfAsync(ApplicationAddress address, CancellationToken cancellationToken)
    {
        var ingress = await connection.Client.NetworkingV1.ReadNamespacedIngressAsync(address.Ingress, @namespace, cancellationToken: cancellationToken);
        var reported = (ingress.Status?.LoadBalancer?.Ingress ?? []).Select(entry => entry.Ip ?? entry.Hostname).OfType<string>();
        var candidates = new List<IPAddress>();
        foreach (var name in reported.Prepend(address.Url.Host).Append("127.0.0.1").Append(connection.Server.Host))
        {
            candidates.AddRange(await ResolveAsync(name, cancellationToken));
        }

        return [.. candidates.Distinct()];
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
