using System.Text.RegularExpressions;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The addresses in the literal text of a workload's settings, of which the model knows nothing.</summary>
internal static partial class LiteralAddresses
{
    /// <summary>Whether the settings of <paramref name="workload"/> name <paramref name="target"/> as a host.</summary>
    public static bool Name(ApplicationDescription application, WorkloadDescription workload, WorkloadDescription target) =>
        !workload.HasOnlyModelAddresses && workload.Texts.Any(text => Hosts(application, text).Any(host => string.Equals(host, target.ServiceName, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether an address of something outside the cluster may be among them.</summary>
    public static bool MayLeadOutside(ApplicationDescription application, WorkloadDescription workload) =>
        !workload.HasOnlyModelAddresses && workload.Texts.Any(text => text.Parts.Any(part => IsUnknown(application, part)) || Hosts(application, text).Any(host => IsOutside(application, host)));

    // What somebody tells from outside, or keeps as a secret that nobody can make up, may be any address.
    private static bool IsUnknown(ApplicationDescription application, TextPart part) =>
        part is TextPart.Parameter { Name: var name }
        && application.Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase)) is { } parameter
        && (parameter.IsGiven || parameter is { IsSecret: true, Generation: null, IsMadeByAppHost: false });

    private static IEnumerable<string> Hosts(ApplicationDescription application, TextTemplate text)
    {
        var value = string.Concat(text.Parts.Select(part => part switch
        {
            TextPart.Literal literal => literal.Text,
            TextPart.Parameter parameter => application.Parameters.FirstOrDefault(candidate => string.Equals(candidate.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))?.Value ?? "",

            // The model's own addresses are not literal.
            _ => "localhost",
        }));
        return Address().Matches(value).Select(match => match.Groups["host"].Value).Append(value);
    }

    // A name without a dot is one of the cluster.
    private static bool IsOutside(ApplicationDescription application, string host) =>
        DomainName().IsMatch(host)
        && !host.StartsWith("127.", StringComparison.Ordinal)
        && host != "0.0.0.0"
        && !host.EndsWith(".svc", StringComparison.OrdinalIgnoreCase)
        && !host.EndsWith(".cluster.local", StringComparison.OrdinalIgnoreCase)
        && !application.Ingresses.SelectMany(ingress => ingress.Hosts.Concat(ingress.Routes.Select(route => route.Host))).Contains(host, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DomainName();

    // https://host, user@host, Server=host as in connection strings, host.domain:port.
    [GeneratedRegex(@"(?://(?:[^/@\s]*@)?|@|\b(?:server|host|data source|address|addr|endpoint)\s*=\s*(?:tcp:)?)(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*)|(?<![\w.-])(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=:\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
