using Aspire.Hosting.Running.Endpoints;
using Aspire.Hosting.Running.Reconciliation;
using Aspire.Hosting.Running.Replicas;

namespace Aspire.Hosting.Running.State;

/// <summary>Tells the proxies which replicas are ready.</summary>
internal sealed class TrafficDirector(ReplicaRegistry registry)
{
    public void Direct(IReadOnlyList<EndpointBinding> endpoints, ReplicaSetStatus status)
    {
        var ready = status.Replicas.Where(replica => replica.IsReady).ToList();

        foreach (var (endpoint, pool) in endpoints.Select(binding => (binding.Endpoint, binding.Pool)))
        {
            pool?.Update(
                [.. ready.Select(replica => (replica.Name, registry[replica.Name].Configuration!.Ports[endpoint]))],
                isExpected: status.Desired.EffectiveReplicas > 0);
        }
    }
}
