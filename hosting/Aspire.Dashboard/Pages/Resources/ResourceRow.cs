using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.Pages.Resources;

/// <summary>A line of the table: a resource with all its replicas, or one replica.</summary>
public sealed record ResourceRow
{
    /// <summary>The replicas that the line stands for; at least one.</summary>
    public required IReadOnlyList<ResourceSnapshot> Replicas { get; init; }

    /// <summary>Whether the line is one replica beneath its resource's line.</summary>
    public bool IsReplica { get; init; }

    /// <summary>The replica that speaks for the line: the one in the worst state.</summary>
    public ResourceSnapshot Speaker => Replicas.MaxBy(r => ResourceState.Of(r).Rank)!;

    /// <summary>What the line is called.</summary>
    public string Name => IsReplica ? Replicas[0].Name : Replicas[0].DisplayName;

    /// <summary>Whether there are replicas to unfold.</summary>
    public bool HasReplicas => !IsReplica && Replicas.Count > 1;
}
