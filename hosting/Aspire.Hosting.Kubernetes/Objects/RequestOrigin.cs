using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>Where the requests come from that a controller passes on, as a NetworkPolicy sees it.</summary>
internal sealed record RequestOrigin
{
    /// <summary>The label that every controller puts on the pods which it starts for a Gateway (GEP-1762).</summary>
    public const string GatewayLabel = "gateway.networking.k8s.io/gateway-name";

    public const string NamespaceLabel = "kubernetes.io/metadata.name";

    private IReadOnlyList<string>? _namespaces;

    /// <summary>From outside of the cluster, or from its nodes: a load balancer that sends to the pods itself, or a controller of which nobody knows where it runs.</summary>
    public static RequestOrigin Outside { get; } = new();

    /// <summary>The namespace of what manages the pods that stand beside the Gateway, in its own namespace; <see langword="null"/> when they stand elsewhere.</summary>
    public string? ManagerNamespace { get; private init; }

    public static RequestOrigin InNamespaces(params IReadOnlyList<string> names) => new() { _namespaces = names };

    /// <summary>Pods that the controller starts in the Gateway's own namespace.</summary>
    /// <param name="managerNamespace">Where the controller itself runs, which tells them what to do.</param>
    public static RequestOrigin BesideGateway(string managerNamespace) => new() { ManagerNamespace = managerNamespace };

    /// <summary>The peers that may reach what is routed; <see langword="null"/> is everybody.</summary>
    public List<V1NetworkPolicyPeer>? Peers(IngressDescription routing) => this switch
    {
        { ManagerNamespace: not null } =>
        [
            new()
            {
                NamespaceSelector = routing.ExistingGateway is { } elsewhere ? Named(elsewhere.Namespace) : null,
                PodSelector = new() { MatchLabels = new Dictionary<string, string> { [GatewayLabel] = routing.ExistingGateway?.Name ?? routing.Name } },
            },
        ],
        { _namespaces: { } names } => [.. names.Select(name => new V1NetworkPolicyPeer { NamespaceSelector = Named(name) })],
        _ => null,
    };

    public static V1LabelSelector Named(string @namespace) => new() { MatchLabels = new Dictionary<string, string> { [NamespaceLabel] = @namespace } };
}
