namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>An authority that cert-manager gets certificates from (ACME, RFC 8555).</summary>
/// <param name="Name">The name of the ClusterIssuer, and of its folder.</param>
/// <param name="Server">The address of the authority's directory.</param>
/// <param name="Email">Where it writes to.</param>
/// <param name="Gateways">The Gateways through which it is answered over HTTP; empty when it is not.</param>
public sealed record IssuerDescription(string Name, string Server, string Email, IReadOnlyList<string> Gateways);
