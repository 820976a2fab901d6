namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A port that a workload listens on.</summary>
public sealed record EndpointDescription
{
    /// <summary>The endpoint's name, e.g. <c>http</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The scheme of its addresses, e.g. <c>http</c>, <c>tcp</c>.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>The transport protocol: <c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</summary>
    public string Protocol { get; init; } = "TCP";

    /// <summary>The port of the Service; 0 leaves it open.</summary>
    public required int Port { get; init; }

    /// <summary>The port that the container listens on; 0 leaves it open.</summary>
    public required int TargetPort { get; init; }

    /// <summary>Whether the model wants it reached from outside the cluster; by which way, the application's <see cref="ExposureDescription"/> says.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whether HTTP/2 without TLS is spoken (gRPC); then the Service says so to proxies.</summary>
    public bool IsHttp2 { get; init; }

    /// <summary>The node's port, for a Service of type NodePort; <see langword="null"/> lets the cluster choose one.</summary>
    public int? NodePort { get; init; }
}
