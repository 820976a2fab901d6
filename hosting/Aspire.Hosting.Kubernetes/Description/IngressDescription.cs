namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>An Ingress or a Gateway of the model: who outside gets to which workload.</summary>
public sealed record IngressDescription
{
    /// <summary>The resource's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the routes become a Gateway with an HTTPRoute instead of an Ingress.</summary>
    public bool IsGateway { get; init; }

    /// <summary>The Ingress class or Gateway class; <see langword="null"/> leaves an Ingress to the cluster's default.</summary>
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

    /// <summary>The namespace of the controller's pods, which may reach the routed workloads; <see langword="null"/> is any namespace.</summary>
    public string? ControllerNamespace { get; init; }

    /// <summary>Where it was added.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>The namespace that the controller of a class usually runs in; <see langword="null"/> when there is no usual one.</summary>
    /// <param name="className">The Ingress class.</param>
    public static string? NamespaceOf(string? className) => className switch
    {
        "nginx" => "ingress-nginx",
        "haproxy" => "haproxy-controller",
        "contour" => "projectcontour",
        "istio" => "istio-system",
        _ => null,
    };
}
