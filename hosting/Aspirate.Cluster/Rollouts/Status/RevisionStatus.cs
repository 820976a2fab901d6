namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>What was applied last.</summary>
/// <param name="Number">Counts from 1 in each namespace.</param>
/// <param name="State">What became of it, in a word.</param>
/// <param name="Time">When it was applied.</param>
/// <param name="Description">Why it was applied.</param>
public sealed record RevisionStatus(int Number, string State, DateTimeOffset Time, string Description);
