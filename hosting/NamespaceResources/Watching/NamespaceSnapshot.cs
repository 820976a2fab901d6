using System.Collections.Immutable;
using Aspirate.Cluster.Rollouts.Watching;
using NamespaceResources.Contract;

namespace NamespaceResources.Watching;

/// <summary>What is known of the namespace at a moment.</summary>
/// <param name="IsComplete">Whether every kind has been listed or refused, so that this is not half of it.</param>
/// <param name="Objects">The objects.</param>
/// <param name="Resources">What the dashboard shows of them, by name.</param>
internal sealed record NamespaceSnapshot(bool IsComplete, ClusterObjects Objects, ImmutableDictionary<string, Resource> Resources)
{
    public static NamespaceSnapshot Nothing { get; } = new(false, ClusterObjects.None, ImmutableDictionary<string, Resource>.Empty);
}
