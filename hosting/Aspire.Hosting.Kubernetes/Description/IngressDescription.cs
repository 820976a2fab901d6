namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A set of routes of the model: who outside gets to which workload. It becomes an Ingress, or a Gateway with HTTPRoutes.</summary>
public sealed record IngressDescription
{
    /// <summary>The resource's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the routes become a Gateway with HTTPRoutes instead of an Ingress.</summary>
    public bool IsGateway { get; init; }

    /// <summary>The Gateway of somebody else that the routes belong to; <see langword="null"/> when they have one of their own, or are an Ingress.</summary>
    public ExistingGatewayDescription? ExistingGateway { get; init; }

    /// <summary>The Ingress class or Gateway class; <see langword="null"/> leaves an Ingress to the cluster's default, and says nothing of the controller of an existing Gateway.</summary>
    public string? ClassName { get; init; }

    /// <summary>The hosts of the routes that name none; empty is every host.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The routes.</summary>
    public IReadOnlyList<RouteDescription> Routes { get; init; } = [];

    /// <summary>Where requests go that no route takes.</summary>
    public RouteDescription? DefaultBackend { get; init; }

    /// <summary>The Secret with the certificate; <see langword="null"/> is plain HTTP.</summary>
    public string? TlsSecret { get; init; }

    /// <summary>Annotations for the controller.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The namespace of the controller's pods, which may reach the routed workloads; <see langword="null"/> follows from the class.</summary>
    public string? ControllerNamespace { get; init; }

    /// <summary>How often at least something comes in responses that have no end, such as event streams; <see langword="null"/> when there are none.</summary>
    public TimeSpan? StreamHeartbeat { get; init; }

    /// <summary>The size in bytes that the body of a request may need; <see langword="null"/> is what the controller allows by itself.</summary>
    public long? MaxRequestBodySize { get; init; }

    /// <summary>What a person should know about how these routes came to their form, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where it was added.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>The routes with the host of each: those without one of their own are for all hosts, or for every host (<see langword="null"/>).</summary>
    internal IEnumerable<RouteDescription> HostedRoutes => Routes.SelectMany(route => route.Host is not null || Hosts.Count == 0 ? [route] : Hosts.Select(host => route with { Host = host }));

    /// <summary>
    /// The same routes for the Gateway API. Annotations are words between an Ingress and its controller: they stay behind, and so does
    /// that controller's namespace.
    /// </summary>
    /// <param name="className">The Gateway class.</param>
    public IngressDescription AsGateway(string className)
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        return ExistingGateway is not null ? (this with { ExistingGateway = null, Notes = [] }).WithClass(className)
            : IsGateway ? WithClass(className)
            : ToGateway(className);
    }

    /// <summary>The same routes, for a Gateway that somebody else runs. Annotations stay behind, for there is no object of ours that could have them.</summary>
    /// <param name="gateway">The Gateway.</param>
    /// <param name="className">Its class; <see langword="null"/> when it is not known, or named already.</param>
    public IngressDescription AsRoutesOf(ExistingGatewayDescription gateway, string? className)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        var routes = IsGateway ? this with { ClassName = className ?? ClassName, Annotations = new Dictionary<string, string>(), Notes = [.. LeftBehind("Gateway")] } : ToGateway(className);
        return routes with { ExistingGateway = gateway };
    }

    /// <summary>The same routes as an Ingress; the Gateway's annotations and its controller's namespace stay behind.</summary>
    /// <param name="className">The Ingress class.</param>
    public IngressDescription AsIngress(string className)
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        return !IsGateway ? WithClass(className) : this with
        {
            IsGateway = false,
            ExistingGateway = null,
            ClassName = className,
            Routes = [.. Routes.Select(route => route with { PathType = PathType(route.PathType) })],
            Annotations = new Dictionary<string, string>(),
            ControllerNamespace = null,
            Notes =
            [
                .. LeftBehind("Ingress"),
                .. Routes.Where(route => route.PathType == "RegularExpression")
                    .Select(route => $"the regular expression '{route.Path}' is left to the controller (ImplementationSpecific), which may need an annotation to take it for one"),
            ],
        };
    }

    private IngressDescription ToGateway(string? className) => this with
    {
        IsGateway = true,
        ClassName = className,
        Routes = [.. Routes.Select(route => route with { PathType = MatchType(route.PathType) })],
        Annotations = new Dictionary<string, string>(),
        ControllerNamespace = null,
        Notes =
        [
            .. LeftBehind("Gateway"),
            .. Routes.Where(route => route.PathType == "ImplementationSpecific")
                .Select(route => $"the path '{route.Path}' was the Ingress controller's to understand (ImplementationSpecific); here it is a prefix"),
        ],
    };

    private IngressDescription WithClass(string className) => className == ClassName ? this : this with { ClassName = className, ControllerNamespace = null };

    private IEnumerable<string> LeftBehind(string form) => Annotations.Count == 0
        ? []
        : [$"left behind, as the {form} has another controller: {string.Join(", ", Annotations.Keys.Order(StringComparer.Ordinal))}; state what it is to be told after the change"];

    private static string MatchType(string pathType) => pathType == "Exact" ? "Exact" : "PathPrefix";

    private static string PathType(string matchType) => matchType switch
    {
        "PathPrefix" => "Prefix",
        "Exact" => "Exact",
        _ => "ImplementationSpecific",
    };
}
