namespace Aspirate.Cluster.Applying.Canaries;

/// <summary>A Deployment whose new version is tried out beside the old one.</summary>
/// <param name="Name">The Deployment.</param>
/// <param name="CanaryName">The Deployment of the new version.</param>
/// <param name="Replicas">How many pods of the new version there are.</param>
/// <param name="Selector">The labels of the old version's pods.</param>
/// <param name="CanarySelector">The labels of the new version's pods.</param>
/// <param name="Requests">What is asked of both to compare them.</param>
public sealed record CanaryWorkload(
    string Name,
    string CanaryName,
    int Replicas,
    IReadOnlyDictionary<string, string> Selector,
    IReadOnlyDictionary<string, string> CanarySelector,
    IReadOnlyList<CanaryRequest> Requests);
