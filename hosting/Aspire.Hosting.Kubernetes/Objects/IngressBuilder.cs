using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Ingress: hosts and paths to Services, with TLS when a certificate is named.</summary>
internal static class IngressBuilder
{
    public static V1Ingress Build(ApplicationDescription application, IngressDescription ingress)
    {
        var rules = Rules(application, ingress);
        return new()
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "Ingress",
            Metadata = new()
            {
                Name = ingress.Name,
                Labels = WorkloadLabels.Of(application, ingress.Name, "ingress"),
                Annotations = ingress.Annotations.Count == 0 ? null : new SortedDictionary<string, string>(ingress.Annotations.ToDictionary(), StringComparer.Ordinal),
            },
            Spec = new()
            {
                IngressClassName = ingress.ClassName,
                DefaultBackend = ingress.DefaultBackend is { } backend ? Backend(application, backend) : null,
                Tls = ingress.TlsSecret is null ? null : [new() { Hosts = Hosts(rules), SecretName = ingress.TlsSecret }],
                Rules = rules.Count == 0 ? null : rules,
            },
        };
    }

    // A route without a host of its own belongs to the hosts of the Ingress, and only when there are none to every host.
    private static List<V1IngressRule> Rules(ApplicationDescription application, IngressDescription ingress)
    {
        List<string?> hosts = [.. ingress.Hosts];
        if (hosts.Count == 0)
        {
            hosts.Add(null);
        }

        return
        [
            .. ingress.Routes
                .SelectMany(route => route.Host is null ? hosts.Select(host => (Host: host, Route: route)) : Enumerable.Repeat((Host: (string?)route.Host, Route: route), 1))
                .GroupBy(entry => entry.Host)
                .Select(group => new V1IngressRule
                {
                    Host = group.Key,
                    Http = new() { Paths = [.. group.Select(entry => PathOf(application, entry.Route))] },
                }),
        ];
    }

    private static List<string>? Hosts(List<V1IngressRule> rules) =>
        rules.Select(rule => rule.Host).OfType<string>().Distinct().ToList() is { Count: > 0 } hosts ? hosts : null;

    private static V1HTTPIngressPath PathOf(ApplicationDescription application, RouteDescription route) => new()
    {
        Path = route.Path,
        PathType = route.PathType,
        Backend = Backend(application, route),
    };

    private static V1IngressBackend Backend(ApplicationDescription application, RouteDescription route)
    {
        var target = RouteTarget.Of(application, route);
        return new() { Service = new() { Name = target.ServiceName, Port = new() { Number = target.Port } } };
    }
}
