namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A Dapr component, such as a state store: an object of its own in the cluster, which sidecars read.</summary>
/// <param name="Name">The name by which programs ask for it, and of its object.</param>
/// <param name="Type">Its type, such as <c>state.redis</c>.</param>
public sealed record DaprComponentDescription(string Name, string Type)
{
    /// <summary>Whether it keeps what it has in the memory of each sidecar, for want of a store.</summary>
    public bool IsInMemory => Type.EndsWith(".in-memory", StringComparison.Ordinal);
}
