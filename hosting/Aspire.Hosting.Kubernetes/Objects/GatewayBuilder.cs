using Aspirate.Cluster.Objects;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Gateway and its HTTPRoutes, for clusters without an Ingress controller.</summary>
internal static class GatewayBuilder
{
    private const string HttpListener = "http";
    private const string HttpsListener = "https";

    public static V1Gateway BuildGateway(ApplicationDescription application, IngressDescription gateway)
    {
        var listeners = new List<V1GatewayListener> { new() { Name = HttpListener, Port = 80, Protocol = "HTTP", AllowedRoutes = new() } };
        if (gateway.TlsSecret is not null)
        {
            listeners.Add(new()
            {
                Name = HttpsListener,
                Port = 443,
                Protocol = "HTTPS",
                Tls = new() { CertificateRefs = [new() { Name = gateway.TlsSecret }] },
                AllowedRoutes = new(),
            });
        }

        return new()
        {
            Metadata = new()
            {
                Name = gateway.Name,
                Labels = WorkloadLabels.Of(application, gateway.Name, "gateway"),
                Annotations = gateway.Annotations.Count == 0 ? null : new SortedDictionary<string, string>(gateway.Annotations.ToDictionary(), StringComparer.Ordinal),
            },
            Spec = new() { GatewayClassName = gateway.ClassName, Listeners = listeners },
        };
    }

    /// <summary>A route for each host; with TLS also one that sends plain HTTP to HTTPS.</summary>
    public static IEnumerable<V1HttpRoute> BuildRoutes(ApplicationDescription application, IngressDescription gateway)
    {
        var groups = gateway.Routes.GroupBy(route => route.Host).ToList();
        foreach (var (index, group) in groups.Index())
        {
            IReadOnlyList<string>? hosts = group.Key is null ? (gateway.Hosts.Count == 0 ? null : gateway.Hosts) : [group.Key];
            var suffix = groups.Count == 1 ? "" : $"-{index + 1}";
            yield return Route(application, gateway, $"{gateway.Name}{suffix}", hosts, gateway.TlsSecret is null ? HttpListener : HttpsListener, [.. group.Select(route => Rule(application, route))]);
        }

        if (gateway.TlsSecret is not null)
        {
            var redirect = new V1HttpRouteRule { Filters = [new() { RequestRedirect = new() }] };
            yield return Route(application, gateway, $"{gateway.Name}-redirect", null, HttpListener, [redirect]);
        }
    }

    private static V1HttpRoute Route(ApplicationDescription application, IngressDescription gateway, string name, IReadOnlyList<string>? hosts, string listener, List<V1HttpRouteRule> rules) => new()
    {
        Metadata = new() { Name = name, Labels = WorkloadLabels.Of(application, gateway.Name, "gateway") },
        Spec = new()
        {
            ParentRefs = [new() { Name = gateway.Name, SectionName = listener }],
            Hostnames = hosts is null ? null : [.. hosts],
            Rules = rules,
        },
    };

    private static V1HttpRouteRule Rule(ApplicationDescription application, RouteDescription route)
    {
        var target = RouteTarget.Of(application, route);
        return new()
        {
            Matches = [new() { Path = new() { Type = route.PathType, Value = route.Path } }],
            BackendRefs = [new() { Name = target.ServiceName, Port = target.Port }],
        };
    }
}
