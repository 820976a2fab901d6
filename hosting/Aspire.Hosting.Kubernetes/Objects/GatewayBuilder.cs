using System.Globalization;
using Aspirate.Cluster.Objects;
using Aspire.Hosting.Kubernetes.Description;
using k8s;
using k8s.Models;
using V1ParentReference = Aspirate.Cluster.Objects.V1ParentReference;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Gateway and its HTTPRoutes: the same routes as an Ingress', for controllers of the Gateway API. Where the Gateway is somebody else's, the routes alone.</summary>
/// <remarks><see href="https://gateway-api.sigs.k8s.io/reference/spec/"/></remarks>
internal sealed class GatewayBuilder
{
    private const string HttpListener = "http";

    private readonly ApplicationDescription _application;
    private readonly IngressDescription _gateway;
    private readonly RoutingController _controller;
    private readonly ControllerSetting _settings;
    private readonly List<RouteDescription> _routes;
    private readonly List<string?> _hosts;

    public GatewayBuilder(ApplicationDescription application, IngressDescription gateway)
    {
        (_application, _gateway, _controller) = (application, gateway, RoutingController.Of(gateway));
        _settings = _controller.SettingsFor(gateway);
        _routes = [.. gateway.HostedRoutes];
        _hosts = [.. _routes.Select(route => route.Host).Distinct()];
        _routes.AddRange(DefaultRoutes());
    }

    /// <summary>The objects: the Gateway, what it needs, and an HTTPRoute in the folder of each workload that has routes.</summary>
    public IEnumerable<KubernetesManifest> Build()
    {
        foreach (var (index, manifest) in Manifests().Index())
        {
            yield return index == 0 ? manifest with { Notes = [.. _gateway.Notes, .. CertificateNote(), .. _settings.Notes] } : manifest;
        }
    }

    private IEnumerable<KubernetesManifest> Manifests()
    {
        if (_gateway.ExistingGateway is null)
        {
            yield return Manifest($"{_gateway.Name}/gateway.yaml", Gateway(), _gateway.Name);
        }

        if (Redirect() is { } redirect)
        {
            yield return Manifest($"{_gateway.Name}/httproute.yaml", redirect, _gateway.Name);
        }

        if (_gateway.ExistingGateway is null && _controller.Origin.ManagerNamespace is { } manager)
        {
            yield return Manifest($"{_gateway.Name}/networkpolicy.yaml", NetworkPolicyBuilder.BuildProxy(_application, _gateway, manager), _gateway.Name);
        }

        foreach (var service in _routes.GroupBy(route => route.Resource))
        {
            foreach (var (index, route) in Routes(service.Key, [.. service]).Index())
            {
                var file = index == 0 && !IsShared(service.Key) ? "httproute.yaml" : $"httproute-{route.Metadata.Name}.yaml";
                yield return Manifest($"{service.Key}/{file}", route, service.Key);
            }
        }
    }

    private V1Gateway Gateway() => new()
    {
        Metadata = new()
        {
            Name = _gateway.Name,
            Labels = WorkloadLabels.Of(_application, _gateway.Name, "gateway"),
            Annotations = IngressBuilder.Annotations(_settings, _gateway),
        },
        Spec = new() { GatewayClassName = _gateway.ClassName, Listeners = [.. Listeners()] },
    };

    // A listener for each host of TLS: it is chosen by the name that the client asks for, and who makes certificates looks there for the host.
    private IEnumerable<V1GatewayListener> Listeners()
    {
        yield return new() { Name = HttpListener, Port = 80, Protocol = "HTTP", AllowedRoutes = new() };
        foreach (var host in _gateway.TlsSecret is null ? [] : _hosts)
        {
            yield return new()
            {
                Name = Listener(host),
                Hostname = host,
                Port = 443,
                Protocol = "HTTPS",
                Tls = new() { CertificateRefs = [new() { Name = _gateway.TlsSecret }] },
                AllowedRoutes = new(),
            };
        }
    }

    private string? Listener(string? host) => _gateway.ExistingGateway is { } existing ? existing.Listener : (_gateway.TlsSecret, _hosts.IndexOf(host)) switch
    {
        (null, _) or (_, < 0) => HttpListener,
        _ when _hosts.Count == 1 => "https",
        (_, var index) => $"https-{(index + 1).ToString(CultureInfo.InvariantCulture)}",
    };

    // Hosts with the same paths share a route.
    private IEnumerable<V1HttpRoute> Routes(string resource, List<RouteDescription> routes)
    {
        var workload = _application.Workloads.FirstOrDefault(candidate => candidate.Name == resource);
        var labels = workload is null ? WorkloadLabels.Of(_application, resource, "service") : WorkloadLabels.Of(_application, workload);
        var name = IsShared(resource) ? $"{_gateway.Name}-{resource}" : resource;
        var groups = routes.GroupBy(route => route.Host)
            .Select(host => (Host: host.Key, Paths: host.Select(route => route with { Host = null }).ToList()))
            .GroupBy(host => string.Join('\n', host.Paths));
        foreach (var (index, group) in groups.Index())
        {
            yield return Route(
                index == 0 ? name : $"{name}-{(index + 1).ToString(CultureInfo.InvariantCulture)}",
                labels,
                [.. group.Select(host => host.Host)],
                [.. group.Select(host => Listener(host.Host)).Distinct()],
                [.. group.First().Paths.Select(Rule)]);
        }
    }

    private V1HttpRoute? Redirect() => _hosts.Count == 0 || RedirectListener is not { } listener ? null : Route(
        $"{_gateway.Name}-redirect",
        WorkloadLabels.Of(_application, _gateway.Name, "gateway"),
        _hosts,
        [listener],
        [new() { Filters = [new() { RequestRedirect = new() }] }]);

    private string? RedirectListener => _gateway switch
    {
        { ExistingGateway: { } existing } => existing.RedirectListener,
        { TlsSecret: not null } => HttpListener,
        _ => null,
    };

    private IEnumerable<string> CertificateNote() => _gateway is { ExistingGateway: { } existing, TlsSecret: { } secret }
        ? [$"the certificate is the Gateway's: the Secret '{secret}' is not used; whoever runs the Gateway '{existing}' gives {(existing.Listener is { } listener ? $"its listener '{listener}'" : "a listener of it")} one for {string.Join(", ", _hosts.OfType<string>().DefaultIfEmpty("its hosts"))}"]
        : [];

    private V1HttpRoute Route(string name, Dictionary<string, string> labels, IReadOnlyList<string?> hosts, IEnumerable<string?> listeners, IList<V1HttpRouteRule> rules) => new()
    {
        Metadata = new() { Name = name, Labels = labels },
        Spec = new()
        {
            ParentRefs = [.. listeners.Select(Parent)],
            Hostnames = hosts.Contains(null) ? null : [.. hosts.OfType<string>()],
            Rules = rules,
        },
    };

    private V1ParentReference Parent(string? listener) => _gateway.ExistingGateway is { } existing
        ? new() { Name = existing.Name, Namespace = existing.Namespace, SectionName = listener }
        : new() { Name = _gateway.Name, SectionName = listener };

    private V1HttpRouteRule Rule(RouteDescription route)
    {
        var target = RouteTarget.Of(_application, route);
        return new()
        {
            Matches = [new() { Path = new() { Type = route.PathType, Value = route.Path } }],
            BackendRefs = [new() { Name = target.ServiceName, Port = target.Port }],
            Timeouts = _settings.HasNoTimeLimit ? new() { Request = "0s" } : null,
        };
    }

    // A request belongs to the routes of its host, so that what no route takes has to be taken host by host, and for every other host:
    // unless others have theirs at the same Gateway.
    private List<RouteDescription> DefaultRoutes() => _gateway.DefaultBackend is not { } backend ? [] :
    [
        .. (_gateway.ExistingGateway is not null && _hosts.Count > 0 ? _hosts : _hosts.Append(null)).Distinct()
            .Where(host => !_routes.Any(route => route is { Path: "/", PathType: "PathPrefix" } && route.Host == host))
            .Select(host => backend with { Host = host, Path = "/", PathType = "PathPrefix" }),
    ];

    // Two Gateways may lead to the same workload.
    private bool IsShared(string resource) => _application.Ingresses.Count(other => other.IsGateway && other.Routes.Append(other.DefaultBackend).Any(route => route?.Resource == resource)) > 1;

    private KubernetesManifest Manifest(string path, IKubernetesObject<V1ObjectMeta> content, string resource) => new(path, content, resource, _gateway.Source);
}
