namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>A measure that decides on the number of replicas.</summary>
/// <param name="Name">What is measured, e.g. <c>cpu</c>.</param>
/// <param name="Current">Its value with the unit, e.g. <c>35%</c>; null when it is not known (yet).</param>
/// <param name="Target">The value it is to have.</param>
public sealed record AutoscalerMetric(string Name, string? Current, string Target);
