namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>
/// A further container in the pods of a workload: it comes and goes with them, runs as the same user and shares their network, so that both find each other at
/// <c>localhost</c>. No Service leads to it. A Compose file leaves it out.
/// </summary>
public sealed record SidecarDescription
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>The image.</summary>
    public required ContainerImage Image { get; init; }

    /// <summary>Its environment variables. A secret one is read from the workload's Secret, of which it gets nothing else.</summary>
    public IReadOnlyList<EnvironmentEntry> Environment { get; init; } = [];

    /// <summary>The environment variables by which the workload's own container is told of it.</summary>
    public IReadOnlyList<EnvironmentEntry> WorkloadEnvironment { get; init; } = [];

    /// <summary>The ports that are asked from outside the pod, by the kubelet for one.</summary>
    public IReadOnlyList<EndpointDescription> Endpoints { get; init; } = [];

    /// <summary>The probes, at most one of a kind.</summary>
    public IReadOnlyList<ProbeDescription> Probes { get; init; } = [];

    /// <summary>Requests and limits.</summary>
    public ComputeResources Resources { get; init; } = ComputeResources.Sidecar;

    /// <summary>Whether it is the one that talks to the Kubernetes API: it gets the token for <see cref="WorkloadDescription.ApiAccess"/>, and no other container of the pod does.</summary>
    public bool HasApiToken { get; init; }
}
