using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.Pages.Resources;

/// <summary>A line of the table: a resource with all its replicas, or one replica.</summary>
public sealed record ResourceRow
{
    /// <summary>The replicas that the line stands for; none for a workload without any.</summary>
    public required IReadOnlyList<ResourceSnapshot> Replicas { get; init; }

    /// <summary>The resource as a whole; null when it is no more than its replicas.</summary>
    public ResourceSnapshot? Workload { get; init; }

    /// <summary>Whether the line is one replica beneath its resource's line.</summary>
    public bool IsReplica { get; init; }

    /// <summary>Who speaks for the line: the workload, or else the replica in the worst state.</summary>
    public ResourceSnapshot Speaker => Workload ?? Replicas.MaxBy(r => ResourceState.Of(r).Rank)!;

    /// <summary>What the line is called.</summary>
    public string Name => IsReplica ? Speaker.Name : Speaker.DisplayName;

    /// <summary>Whether there are replicas to unfold.</summary>
    public bool HasReplicas => !IsReplica && (Replicas.Count > 1 || (Workload is not null && Replicas.Count > 0));

    /// <summary>The line of what one display name stands for.</summary>
    public static ResourceRow Of(IEnumerable<ResourceSnapshot> resources)
    {
        var all = resources.ToList();
        return new()
        {
            Workload = all.Find(resource => resource.IsWorkload),
            Replicas = [.. all.Where(resource => !resource.IsWorkload)],
        };
    }

    /// <summary>Whether a resource is what the line, or a replica of it, shows.</summary>
    public bool StandsFor(ResourceSnapshot resource) => Workload == resource || Replicas.Contains(resource);
}
