namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>How many pods may be down at once when nodes are drained. One of the two is set.</summary>
/// <param name="MinAvailable">The least number (<c>2</c>) or share (<c>50%</c>) of pods that stay.</param>
/// <param name="MaxUnavailable">The greatest number or share of pods that may be down.</param>
public sealed record DisruptionBudgetDescription(string? MinAvailable, string? MaxUnavailable);
