namespace Aspire.Hosting.Kubernetes.Cluster.Rollouts.Status;

/// <summary>Where a part of the application is reached from outside.</summary>
/// <param name="Url">The address, with <c>https</c> where the Ingress has a certificate for the host.</param>
/// <param name="Resource">The Service that answers there.</param>
/// <param name="Ingress">The Ingress that routes to it.</param>
/// <param name="At">Where the Ingress listens (IP address or name); null when no controller has taken it.</param>
public sealed record AddressStatus(string Url, string Resource, string Ingress, string? At);
