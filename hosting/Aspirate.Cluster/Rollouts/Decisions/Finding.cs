namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>A problem that was found, and how sure it is.</summary>
internal sealed record Finding(RolloutProblem Problem, Certainty Certainty)
{
    /// <summary>The log that tells more about it.</summary>
    public LogSource? Logs { get; init; }

    /// <summary>The surest one, and of equally sure ones the first.</summary>
    public static Finding? Surest(IEnumerable<Finding?> findings) =>
        findings.OfType<Finding>().Aggregate((Finding?)null, (best, finding) => best is null || finding.Certainty > best.Certainty ? finding : best);
}
