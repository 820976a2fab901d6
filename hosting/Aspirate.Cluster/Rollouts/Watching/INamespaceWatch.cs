namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>Several kinds of a namespace as one.</summary>
internal interface INamespaceWatch
{
    /// <summary>Everything as it is now.</summary>
    Task<ClusterObjects> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The first time when every kind is known; then after each change (changes that come together are given together), and
    /// when <paramref name="interval"/> is over, because some judgements change by the passing of time alone.
    /// </summary>
    IAsyncEnumerable<ClusterObjects> FollowAsync(TimeSpan interval, CancellationToken cancellationToken);
}
