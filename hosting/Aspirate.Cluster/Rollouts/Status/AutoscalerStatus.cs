namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>What scales a workload.</summary>
/// <param name="Minimum">The least replicas.</param>
/// <param name="Maximum">The most replicas.</param>
/// <param name="Metrics">What it looks at.</param>
public sealed record AutoscalerStatus(int Minimum, int Maximum, IReadOnlyList<AutoscalerMetric> Metrics);
