using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Proxying;

namespace Aspire.Hosting.Running.Endpoints;

/// <summary>How an endpoint of the model is served on this machine.</summary>
internal sealed class EndpointBinding
{
    public required EndpointAnnotation Endpoint { get; init; }

    /// <summary>The ready replicas; <see langword="null"/> if the resource holds the port itself.</summary>
    public BackendPool? Pool { get; init; }

    /// <summary>The proxy; <see langword="null"/> if the resource holds the port itself.</summary>
    public ProxyListener? Listener { get; init; }

    /// <summary>The port that a replica listens on, if it is always the same; otherwise each has one of its own.</summary>
    public int? ReplicaPort { get; init; }

    /// <summary>The port that others use. Known once the proxies listen.</summary>
    public int PublicPort => Listener?.Port ?? ReplicaPort!.Value;
}
