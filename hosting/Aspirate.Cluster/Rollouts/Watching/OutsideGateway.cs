using Aspirate.Cluster.Objects;
using k8s;
using k8s.Models;
using V1ParentReference = Aspirate.Cluster.Objects.V1ParentReference;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>A Gateway of another namespace that routes of this one belong to. It is known by both its names, with a slash between them.</summary>
internal sealed class OutsideGateway : IKubernetesObject<V1ObjectMeta>
{
    /// <param name="parent">What a route says of it; its namespace is named.</param>
    /// <param name="gateway">It; <see langword="null"/> when there is none.</param>
    public OutsideGateway(V1ParentReference parent, V1Gateway? gateway)
    {
        Metadata = new() { Name = NameOf(parent) };
        Gateway = gateway;
    }

    public string ApiVersion { get; set; } = "gateway.networking.k8s.io/v1";

    public string Kind { get; set; } = "Gateway";

    public V1ObjectMeta Metadata { get; set; }

    /// <summary>It; <see langword="null"/> when there is none.</summary>
    public V1Gateway? Gateway { get; }

    public static string NameOf(V1ParentReference parent) => $"{parent.Namespace}/{parent.Name}";
}
