using Aspirate.Cluster.Applying;

namespace Aspirate.Cluster.Objects;

/// <summary>A Gateway that a route names as its parent.</summary>
/// <param name="Gateway">The Gateway; its namespace is the route's own where the parent names none.</param>
/// <param name="SectionName">The one listener of it that the route belongs to; null for all of them.</param>
internal sealed record RouteParent(ObjectReference Gateway, string? SectionName)
{
    /// <summary>The parents of an HTTPRoute that are Gateways: those that name no kind, too (Gateway API, ParentReference). What is no HTTPRoute has none.</summary>
    public static IEnumerable<RouteParent> Of(ClusterObject route) => route.Reference is { Group: "gateway.networking.k8s.io", Kind: "HTTPRoute" }
        ? JsonItems.Of(route.Json["spec"]?["parentRefs"])
            .Where(parent => JsonText.Of(parent["kind"]) is null or "Gateway")
            .Select(parent => new RouteParent(
                new(route.Reference.ApiVersion, "Gateway", JsonText.Of(parent["namespace"]) ?? route.Reference.Namespace, JsonText.Of(parent["name"]) ?? ""),
                JsonText.Of(parent["sectionName"])))
        : [];
}
