namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>The bounds and the target between which a HorizontalPodAutoscaler chooses the number of pods.</summary>
/// <param name="MinReplicas">The least number of pods.</param>
/// <param name="MaxReplicas">The greatest number of pods.</param>
/// <param name="CpuUtilization">The aimed-at CPU use in percent of the request; <see langword="null"/> leaves CPU out.</param>
/// <param name="MemoryUtilization">The aimed-at memory use in percent of the request; <see langword="null"/> leaves memory out.</param>
public sealed record AutoscalingDescription(int MinReplicas, int MaxReplicas, int? CpuUtilization = 70, int? MemoryUtilization = null);
