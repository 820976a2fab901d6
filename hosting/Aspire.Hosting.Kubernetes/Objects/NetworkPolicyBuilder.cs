using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// Who may talk to whom. Strictly, from the references of the model: a workload is reached by those that refer to it and by
/// the Ingress controller when it is routed, and reaches what it refers to and the cluster's DNS; nothing else passes. Otherwise
/// the application's pods talk to each other and to the outside as they like, and from other namespaces only what is external or
/// routed is reached.
/// </summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/services-networking/network-policies/"/></remarks>
internal static class NetworkPolicyBuilder
{
    /// <summary>What holds for every pod of the namespace; <see langword="null"/> when nothing is denied.</summary>
    public static V1NetworkPolicy? BuildDefault(ApplicationDescription application) => application.NetworkPolicies switch
    {
        NetworkPolicyMode.Strict => Policy("default-deny", WorkloadLabels.Of(application), new() { PodSelector = new(), PolicyTypes = ["Ingress", "Egress"] }),
        NetworkPolicyMode.On => Policy("same-namespace", WorkloadLabels.Of(application), new()
        {
            PodSelector = new(),
            PolicyTypes = ["Ingress"],
            Ingress = [new() { FromProperty = [new() { PodSelector = new() }] }],
        }),
        _ => null,
    };

    /// <summary>What the workload may do besides.</summary>
    public static V1NetworkPolicy? Build(ObjectContext context)
    {
        var pods = new V1LabelSelector { MatchLabels = context.Selector };
        if (context.Application.NetworkPolicies is NetworkPolicyMode.Strict)
        {
            var ingress = Callers(context).Concat(Outsiders(context)).ToList();
            return Policy(context.Name, context.Labels, new()
            {
                PodSelector = pods,
                PolicyTypes = ["Ingress", "Egress"],
                Ingress = ingress.Count == 0 ? null : ingress,
                Egress = [.. Egress(context)],
            });
        }

        return context.Application.NetworkPolicies is NetworkPolicyMode.On && Outsiders(context).ToList() is { Count: > 0 } outsiders
            ? Policy(context.Name, context.Labels, new() { PodSelector = pods, PolicyTypes = ["Ingress"], Ingress = outsiders })
            : null;
    }

    private static V1NetworkPolicy Policy(string name, Dictionary<string, string> labels, V1NetworkPolicySpec spec) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = new() { Name = name, Labels = labels },
        Spec = spec,
    };

    /// <summary>For the pods that a controller starts beside a Gateway: everybody may come, and they get to what is routed and to their manager.</summary>
    public static V1NetworkPolicy BuildProxy(ApplicationDescription application, IngressDescription gateway, string managerNamespace) => Policy(
        gateway.Name,
        WorkloadLabels.Of(application, gateway.Name, "gateway"),
        new()
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
        });

    // Callers of the same endpoints share a rule.
    private static IEnumerable<V1NetworkPolicyIngressRule> Callers(ObjectContext context)
    {
        var (application, workload) = (context.Application, context.Workload);
        if (workload.Dapr is not null)
        {
            yield return new() { FromProperty = [.. WithDapr(application).Select(peer => Pods(application, peer.Name))], Ports = [Port("TCP", DaprObjects.SidecarPort)] };
        }

        if (IsOpen(workload.ServiceExposure))
        {
            yield break;
        }

        var callers = application.Workloads
            .Select(caller => (Caller: caller, Endpoints: ReachedEndpoints(application, caller, workload)))
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
    }

    private static IEnumerable<V1NetworkPolicyIngressRule> Outsiders(ObjectContext context)
    {
        var (application, workload) = (context.Application, context.Workload);

        // Traffic from outside comes from addresses that nobody knows beforehand.
        var open = IsOpen(workload.ServiceExposure) ? workload.Endpoints : workload.ExternalExposure is { } external && IsOpen(external) ? [.. workload.Endpoints.Where(endpoint => endpoint.IsExternal)] : [];
        if (open.Count > 0)
        {
            yield return new() { Ports = Ports(open) };
        }

        foreach (var ingress in application.Ingresses)
        {
            var routed = Routed(ingress, workload).Except(open).ToList();
            if (routed.Count > 0)
            {
                yield return new() { FromProperty = RoutingController.Of(ingress).Origin.Peers(ingress), Ports = Ports(routed) };
            }
        }
    }

    private static bool IsOpen(ServiceExposure exposure) => exposure is ServiceExposure.NodePort or ServiceExposure.LoadBalancer;

    private static IEnumerable<V1NetworkPolicyEgressRule> Egress(ObjectContext context)
    {
        var (application, workload) = (context.Application, context.Workload);
        yield return Dns();

        foreach (var target in application.Workloads)
        {
            if (ReachedEndpoints(application, workload, target) is { Count: > 0 } endpoints)
            {
                yield return new() { To = [Pods(application, target.Name)], Ports = Ports(endpoints) };
            }
        }

        if (workload.Dapr is not null)
        {
            yield return new() { To = [DaprObjects.ControlPlane] };
            yield return new() { To = [.. WithDapr(application).Select(peer => Pods(application, peer.Name))], Ports = [Port("TCP", DaprObjects.SidecarPort)] };
        }

        if (workload.ReachesOutside || workload.Dapr?.Components.Count > 0 || LiteralAddresses.MayLeadOutside(application, workload))
        {
            // Where it is may stand in a parameter: any address but the cloud's metadata service, which hands out credentials.
            yield return new() { To = [new() { IpBlock = new() { Cidr = "0.0.0.0/0", Except = ["169.254.0.0/16"] } }] };
        }

        if (workload.ApiAccess.Count > 0)
        {
            // The API server's address differs from cluster to cluster; these are the ports of nearly all, before and behind its Service.
            yield return new() { Ports = [Port("TCP", 443), Port("TCP", 6443), Port("TCP", 8443)] };
        }
    }

    private static IReadOnlyList<EndpointDescription> ReachedEndpoints(ApplicationDescription application, WorkloadDescription workload, WorkloadDescription target) =>
        workload != target && (LiteralAddresses.Name(application, workload, target) || DaprObjects.MayStoreIn(workload, target))
            ? target.Endpoints
            : [.. target.Endpoints.Where(workload.ReachedEndpoints(target).Union(OrleansCluster.Peers(workload, target)).Contains)];

    private static IEnumerable<WorkloadDescription> WithDapr(ApplicationDescription application) => application.Workloads.Where(workload => workload.Dapr is not null);

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
            .Select(route => workload.Endpoints.FirstOrDefault(endpoint => string.Equals(endpoint.Name, route!.Endpoint, StringComparison.OrdinalIgnoreCase)))
            .OfType<EndpointDescription>()
            .Distinct(),
    ];

    // A policy sees the pod's own port, whatever the Service calls it.
    private static List<V1NetworkPolicyPort> Ports(IEnumerable<EndpointDescription> endpoints) =>
        [.. endpoints.DistinctBy(endpoint => (endpoint.TargetPort, endpoint.Protocol)).Select(endpoint => Port(endpoint.Protocol, endpoint.TargetPort))];

    private static V1NetworkPolicyPort Port(string protocol, int port) => new() { Protocol = protocol, Port = port };
}
