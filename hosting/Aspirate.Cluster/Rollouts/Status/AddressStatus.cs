namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>Where a part of the application is reached from outside.</summary>
/// <param name="Url">The address, with <c>https</c> where there is a certificate for the host.</param>
/// <param name="Resource">The Service that answers there; the one with the greatest share when there are several.</param>
/// <param name="Ingress">The Ingress, or the Gateway, that routes to it.</param>
/// <param name="At">Where that listens (IP address or name); null when no controller has taken it.</param>
public sealed record AddressStatus(string Url, string Resource, string Ingress, string? At)
{
    /// <summary>The Services that share the requests, while there are several; empty when one gets them all.</summary>
    public IReadOnlyList<ShareStatus> Shares { get; init; } = [];
}
