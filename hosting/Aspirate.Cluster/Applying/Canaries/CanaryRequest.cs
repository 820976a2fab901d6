namespace Aspirate.Cluster.Applying.Canaries;

/// <summary>A request that a route leads to a workload.</summary>
/// <param name="Host">The host; <see langword="null"/> when the route takes any.</param>
/// <param name="Path">The path.</param>
/// <param name="Port">The port of the pod, by number or by name.</param>
public sealed record CanaryRequest(string? Host, string Path, string Port);
