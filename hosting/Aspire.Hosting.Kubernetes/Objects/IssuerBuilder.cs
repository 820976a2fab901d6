using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>An authority's ClusterIssuer, and the way in for whoever asks the pods that answer for it.</summary>
internal static class IssuerBuilder
{
    /// <summary>A label of the pods that cert-manager starts for an answer; they are no application's.</summary>
    public const string SolverLabel = "acme.cert-manager.io/http01-solver";

    // https://cert-manager.io/docs/configuration/acme/http01/
    private const int SolverPort = 8089;

    public static IEnumerable<KubernetesManifest> Build(ApplicationDescription application, IssuerDescription issuer)
    {
        yield return new($"{issuer.Name}/clusterissuer.yaml", Issuer(application, issuer), issuer.Name, null);
        if (issuer.Gateways.Count > 0)
        {
            yield return new($"{issuer.Name}/networkpolicy.yaml", SolverPolicy(application, issuer), issuer.Name, null);
        }
    }

    private static V1ClusterIssuer Issuer(ApplicationDescription application, IssuerDescription issuer) => new()
    {
        Metadata = new() { Name = issuer.Name, Labels = WorkloadLabels.Of(application, issuer.Name, "issuer") },
        Spec = new()
        {
            Acme = new()
            {
                Server = issuer.Server,
                Email = issuer.Email,
                PrivateKeySecretRef = new() { Name = $"{issuer.Name}-account-key" },
                Solvers = issuer.Gateways.Count == 0
                    ? []
                    : [new() { Http01 = new() { GatewayHttpRoute = new() { ParentRefs = [.. issuer.Gateways.Select(gateway => new V1SolverParent { Name = gateway })] } } }],
            },
        },
    };

    // The namespace denies what no policy allows. An answer is for the whole world to see.
    private static V1NetworkPolicy SolverPolicy(ApplicationDescription application, IssuerDescription issuer) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = new() { Name = $"{issuer.Name}-solver", Labels = WorkloadLabels.Of(application, issuer.Name, "issuer") },
        Spec = new()
        {
            PodSelector = new() { MatchLabels = new Dictionary<string, string> { [SolverLabel] = "true" } },
            PolicyTypes = ["Ingress"],
            Ingress = [new() { Ports = [new() { Port = SolverPort, Protocol = "TCP" }] }],
        },
    };
}
