using Aspirate.Cluster.Objects;
using V1ParentReference = Aspirate.Cluster.Objects.V1ParentReference;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>The Gateways that routes belong to: of their own namespace, or of another.</summary>
internal static class ParentGateways
{
    /// <summary>What is known of a route's Gateway; <see langword="null"/> when there is none, or it may not be seen.</summary>
    public static V1Gateway? Find(ClusterObjects objects, V1HttpRoute route, V1ParentReference parent) => IsOutside(route, parent)
        ? objects.Find<OutsideGateway>(OutsideGateway.NameOf(parent))?.Gateway
        : parent.Name is { } name ? objects.Find<V1Gateway>(name) : null;

    /// <summary>Whether it is known that there is none.</summary>
    public static bool IsMissing(ClusterObjects objects, V1HttpRoute route, V1ParentReference parent) => IsOutside(route, parent)
        ? objects.Find<OutsideGateway>(OutsideGateway.NameOf(parent)) is { Gateway: null }
        : Find(objects, route, parent) is null;

    /// <summary>Whether it is in another namespace than the route.</summary>
    public static bool IsOutside(V1HttpRoute route, V1ParentReference parent) => parent.Namespace is { } other && other != route.Metadata.NamespaceProperty;

    /// <summary>Its name as people write it, with the namespace when that is another one.</summary>
    public static string NameOf(V1HttpRoute route, V1ParentReference parent) => IsOutside(route, parent) ? OutsideGateway.NameOf(parent) : parent.Name ?? "?";
}
