namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>A part of an address' requests.</summary>
/// <param name="Resource">The Service that gets it.</param>
/// <param name="Percent">How large it is.</param>
public sealed record ShareStatus(string Resource, double Percent);
