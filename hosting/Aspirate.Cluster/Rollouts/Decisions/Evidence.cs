using Aspirate.Cluster.Rollouts.Watching;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>All that a judgement rests on. The same evidence gives the same judgement.</summary>
/// <param name="Objects">What is known of the namespace.</param>
/// <param name="Since">When the rollout began to be followed.</param>
/// <param name="Now">The moment of the judgement.</param>
/// <param name="Patience">When a problem is certain.</param>
internal sealed record Evidence(ClusterObjects Objects, DateTimeOffset Since, DateTimeOffset Now, RolloutPatience Patience)
{
    /// <summary>
    /// Whether something that was first noted then has lasted for so long. Time before the rollout was followed does not count:
    /// whoever removed the cause a moment ago has to be given the chance to see it pass. Nor does a time in the future, which only
    /// tells that the cluster's clock is another one.
    /// </summary>
    public Certainty CertainAfter(TimeSpan patience, DateTimeOffset first) =>
        Now - (first > Since && first <= Now ? first : Since) >= patience ? Certainty.Certain : Certainty.Possible;
}
