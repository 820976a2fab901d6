using System.Net;
using Aspirate.Cluster.Objects;
using k8s;
using k8s.Autorest;
using k8s.Models;
using V1ParentReference = Aspirate.Cluster.Objects.V1ParentReference;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>Reads the Gateways of other namespaces that routes of this one belong to. What may not be seen is left out.</summary>
internal sealed class OutsideGateways(IKubernetes cluster, string @namespace)
{
    private const string Group = "gateway.networking.k8s.io";
    private const string Version = "v1";

    public async Task<IEnumerable<OutsideGateway>> ReadAsync(CancellationToken cancellationToken)
    {
        var routes = await cluster.CustomObjects.ListNamespacedCustomObjectAsync<KubernetesList<V1HttpRoute>>(Group, Version, @namespace, "httproutes", cancellationToken: cancellationToken);
        var found = new List<OutsideGateway>();
        var parents = routes.Items.SelectMany(route => route.Spec.ParentRefs.Where(parent => parent.Name is not null && ParentGateways.IsOutside(route, parent)));
        foreach (var parent in parents.DistinctBy(OutsideGateway.NameOf))
        {
            try
            {
                found.Add(new(parent, await ReadAsync(parent, cancellationToken)));
            }
            catch (AccessDeniedException)
            {
                // Whoever runs it need not show it.
            }
        }

        return found;
    }

    private async Task<V1Gateway?> ReadAsync(V1ParentReference parent, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.CustomObjects.GetNamespacedCustomObjectAsync<V1Gateway>(Group, Version, parent.Namespace, "gateways", parent.Name, cancellationToken);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
