namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>The objects of one kind, as they are and as they change.</summary>
internal interface IObjectFeed
{
    /// <summary>The objects as they are now, as a change of what is known.</summary>
    Task<Func<ClusterObjects, ClusterObjects>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>First everything as it is now, then each change. Ends with the cancellation only, or by an exception that trying again would not help.</summary>
    IAsyncEnumerable<Func<ClusterObjects, ClusterObjects>> FollowAsync(CancellationToken cancellationToken);
}
