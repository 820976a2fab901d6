using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads an authority of the model.</summary>
internal static class IssuerDescriber
{
    /// <exception cref="DistributedApplicationException">It is not said which authority it is.</exception>
    public static async Task<IssuerDescription> DescribeAsync(CertManagerIssuerResource issuer, IReadOnlyList<KubernetesGatewayResource> gateways, CancellationToken cancellationToken) => new(
        issuer.ObjectName,
        issuer.AcmeServer ?? throw new DistributedApplicationException($"The issuer '{issuer.Name}' has no authority. Name one with WithLetsEncryptProduction, WithLetsEncryptStaging or WithAcmeServer."),
        await Values.OfAsync(issuer.Email, cancellationToken) ?? "",
        issuer.AnswersOverHttp ? [.. gateways.Select(gateway => gateway.Name)] : []);

    /// <summary>Why no certificate would come of it, though nothing is wrong with each part.</summary>
    public static IEnumerable<string> RemarksOn(CertManagerIssuerResource issuer, IReadOnlyList<KubernetesGatewayResource> gateways)
    {
        if (!issuer.AnswersOverHttp)
        {
            yield return $"The issuer '{issuer.Name}' has no way to prove that a host is the application's, so that it gets no certificate. Give it one with WithHttp01Solver.";
        }
        else if (gateways.Count == 0)
        {
            yield return $"No Gateway with routes uses the issuer '{issuer.Name}', so that its authority cannot be answered. Have one use it with WithTls.";
        }

        foreach (var gateway in gateways.Where(gateway => gateway.Hostnames.Count == 0 && gateway.Routes.All(route => route.Host is null)))
        {
            yield return $"The Gateway '{gateway.Name}' serves every host, and '{issuer.Name}' certifies named ones only. Name its hosts with WithHostname.";
        }
    }
}
