namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>The Dapr sidecar of a workload. Dapr, which has to be in the cluster, puts it into the pods.</summary>
/// <remarks><see href="https://docs.dapr.io/reference/arguments-annotations-overview/"/></remarks>
public sealed record DaprSidecarDescription
{
    /// <summary>The name by which other sidecars call the program.</summary>
    public required string AppId { get; init; }

    /// <summary>
    /// The port where the program listens, when the workload has no endpoint of that port or target port; where it has endpoints and
    /// none of this port, it is the first one for HTTP. <see langword="null"/> is a program that nobody calls unless it has endpoints.
    /// </summary>
    public int? AppPort { get; init; }

    /// <summary>What the program speaks: <c>http</c>, <c>grpc</c> or <c>h2c</c>; <see langword="null"/> is Dapr's default, <c>http</c>.</summary>
    public string? AppProtocol { get; init; }

    /// <summary>The names of the components that the program uses.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>Further annotations by their names after <c>dapr.io/</c>, such as <c>log-level</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
