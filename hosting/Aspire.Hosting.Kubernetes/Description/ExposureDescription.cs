namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>By which way the external endpoints of the model are reached that none of its Ingresses and Gateways routes.</summary>
public sealed record ExposureDescription
{
    /// <summary>The way.</summary>
    public ExposureKind Kind { get; init; }

    /// <summary>
    /// The host of the Ingress' rules: that of the only external endpoint, or what follows the resource's name where there are
    /// several (<c>web.HOST</c>); <see langword="null"/> makes one of the application's name, <c>NAME.local</c>.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>Hosts of single resources, by the resource's name.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>();

    /// <summary>The Ingress class; <see langword="null"/> leaves it to the cluster's default.</summary>
    public string? IngressClass { get; init; }
}

/// <summary>A way into the cluster.</summary>
public enum ExposureKind
{
    /// <summary>An Ingress with a rule for each external HTTP endpoint.</summary>
    Ingress,

    /// <summary>A Service of type LoadBalancer for each workload with external endpoints.</summary>
    LoadBalancer,

    /// <summary>A Service of type NodePort for each workload with external endpoints.</summary>
    NodePort,

    /// <summary>None: external endpoints are reached inside the cluster only.</summary>
    None,
}
