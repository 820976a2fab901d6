using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// The silos of an Orleans cluster and their clients find each other in a membership table, so that no setting of one names
/// another: those that have the same cluster in their settings reach every silo.
/// </summary>
internal static class OrleansCluster
{
    private const string ClusterVariable = "Orleans__ClusterId";
    private const string EndpointPrefix = "orleans-";

    /// <summary>The endpoints of <paramref name="target"/> that <paramref name="workload"/>, which may be the same, reaches as a member or a client of its cluster.</summary>
    public static IEnumerable<EndpointDescription> Peers(WorkloadDescription workload, WorkloadDescription target) =>
        Cluster(workload) is { } cluster && Cluster(target) is { } other && cluster.SequenceEqual(other)
            ? target.Endpoints.Where(endpoint => endpoint.Name.StartsWith(EndpointPrefix, StringComparison.OrdinalIgnoreCase))
            : [];

    private static IReadOnlyList<TextPart>? Cluster(WorkloadDescription workload) =>
        workload.Environment.FirstOrDefault(entry => string.Equals(entry.Name, ClusterVariable, StringComparison.OrdinalIgnoreCase))?.Value.Parts;
}
