using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// Who may talk to whom, from the references of the model: a workload is reached by those that refer to it and by the
/// Ingress controller when it is routed, and reaches what it refers to and the cluster's DNS. Nothing else passes.
/// </summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/services-networking/network-policies/"/></remarks>
internal static class NetworkPolicyBuilder
{
    /// <summary>Denies everything in the namespace that no other policy allows.</summary>
    public static V1NetworkPolicy BuildDefaultDeny(ApplicationDescription application) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = new() { Name = "default-deny", Labels = WorkloadLabels.Of(application) },
        Spec = new() { PodSelector = new(), PolicyTypes = ["Ingress", "Egress"] },
    };

    public static V1NetworkPolicy Build(ObjectContext context)
    {
        var ingress = Ingress(context).ToList();
        var egress = Egress(context).ToList();
        return new()
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "NetworkPolicy",
            Metadata = new() { Name = context.Name, Labels = context.Labels },
            Spec = new()
            {
                PodSelector = new() { MatchLabels = context.Selector },
                PolicyTypes = ["Ingress", "Egress"],
                Ingress = ingress.Count == 0 ? null : ingress,
                Egress = egress.Count == 0 ? null : egress,
            },
        };
    }

    /// <summary>For the pods that a controller starts beside a Gateway: everybody may come, and they get to what is routed and to their manager.</summary>
    public static V1NetworkPolicy BuildProxy(ApplicationDescription application, IngressDescription gateway, string managerNamespace) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = new() { Name = gateway.Name, Labels = WorkloadLabels.Of(application, gateway.Name, "gateway") },
        Spec = new()
        {
            PodSelector = new() { MatchLabels = new Dictionary<string, string> { [RequestOrigin.GatewayLabel] = gateway.Name } },
            PolicyTypes = ["Ingress", "Egress"],
            Ingress = [new()],
            Egress =
            [
                Dns(),
                new() { To = [new() { NamespaceSelector = RequestOrigin.Named(managerNamespace) }] },
                .. application.Workloads.Select(workload => (Workload: workload, Endpoints: Routed(gateway, workload)))
                    .Where(entry => entry.Endpoints.Count > 0)
                    .Select(entry => new V1NetworkPolicyEgressRule { To = [Pods(application, entry.Workload.Name)], Ports = Ports(entry.Endpoints) }),
            ],
        },
    };

    private static IEnumerable<V1NetworkPolicyIngressRule> Ingress(ObjectContext context)
    {
        var (application, workload) = (context.Application, context.Workload);
        if (workload.Endpoints.Count == 0)
        {
            yield break;
        }

        if (workload.ServiceExposure is ServiceExposure.NodePort or ServiceExposure.LoadBalancer)
        {
            // Traffic from outside comes from addresses that nobody knows beforehand.
            yield return new() { Ports = Ports(workload.Endpoints) };
            yield break;
        }

        // Callers of the same endpoints share a rule.
        var callers = application.Workloads
            .Select(caller => (Caller: caller, Endpoints: caller.ReachedEndpoints(workload)))
            .Where(entry => entry.Endpoints.Count > 0)
            .GroupBy(entry => string.Join(',', entry.Endpoints.Select(endpoint => endpoint.Name)));
        foreach (var group in callers)
        {
            yield return new()
            {
                FromProperty = [.. group.Select(entry => Pods(application, entry.Caller.Name))],
                Ports = Ports(group.First().Endpoints),
            };
        }

        foreach (var ingress in application.Ingresses)
        {
            var routed = Routed(ingress, workload);
            if (routed.Count > 0)
            {
                yield return new() { FromProperty = RoutingController.Of(ingress).Origin.Peers(ingress), Ports = Ports(routed) };
            }
        }
    }

    private static IEnumerable<V1NetworkPolicyEgressRule> Egress(ObjectContext context)
    {
        var (application, workload) = (context.Application, context.Workload);
        var targets = application.Workloads
            .Select(target => (Target: target, Endpoints: workload.ReachedEndpoints(target)))
            .Where(entry => entry.Endpoints.Count > 0)
            .ToList();

        if (targets.Count > 0 || workload.ReachesOutside || workload.ApiAccess.Count > 0)
        {
            yield return Dns();
        }

        foreach (var (target, endpoints) in targets)
        {
            yield return new() { To = [Pods(application, target.Name)], Ports = Ports(endpoints) };
        }

        if (workload.ReachesOutside)
        {
            // Where it is stands in a parameter: any address but the cloud's metadata service, which hands out credentials.
            yield return new() { To = [new() { IpBlock = new() { Cidr = "0.0.0.0/0", Except = ["169.254.0.0/16"] } }] };
        }

        if (workload.ApiAccess.Count > 0)
        {
            // The API server's address differs from cluster to cluster; these are the ports of nearly all, before and behind its Service.
            yield return new() { Ports = [Port("TCP", 443), Port("TCP", 6443), Port("TCP", 8443)] };
        }
    }

    private static V1NetworkPolicyEgressRule Dns() => new()
    {
        To =
        [
            new()
            {
                NamespaceSelector = RequestOrigin.Named("kube-system"),
                PodSelector = new() { MatchLabels = new Dictionary<string, string> { ["k8s-app"] = "kube-dns" } },
            },
        ],
        Ports = [Port("UDP", 53), Port("TCP", 53)],
    };

    private static V1NetworkPolicyPeer Pods(ApplicationDescription application, string workload) =>
        new() { PodSelector = new() { MatchLabels = WorkloadLabels.Selector(application, workload) } };

    private static List<EndpointDescription> Routed(IngressDescription routing, WorkloadDescription workload) =>
    [
        .. routing.Routes.Append(routing.DefaultBackend)
            .Where(route => route?.Resource == workload.Name)
            .Select(route => workload.Endpoints.FirstOrDefault(endpoint => endpoint.Name == route!.Endpoint))
            .OfType<EndpointDescription>()
            .Distinct(),
    ];

    // A policy sees the pod's own port, whatever the Service calls it.
    private static List<V1NetworkPolicyPort> Ports(IEnumerable<EndpointDescription> endpoints) =>
        [.. endpoints.DistinctBy(endpoint => (endpoint.TargetPort, endpoint.Protocol)).Select(endpoint => Port(endpoint.Protocol, endpoint.TargetPort))];

    private static V1NetworkPolicyPort Port(string protocol, int port) => new() { Protocol = protocol, Port = port };
}
