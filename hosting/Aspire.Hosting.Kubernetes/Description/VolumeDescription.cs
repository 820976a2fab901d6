namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A directory of a workload that outlives the container.</summary>
public sealed record VolumeDescription
{
    /// <summary>The volume's name (RFC 1123 label).</summary>
    public required string Name { get; init; }

    /// <summary>The volume's name in the model; workloads whose volumes have the same one share it. <see langword="null"/> shares it with nobody.</summary>
    public string? ModelName { get; init; }

    /// <summary>The claim of a volume that several workloads share; <see langword="null"/> is a claim of the workload's own.</summary>
    public string? SharedClaim { get; init; }

    /// <summary>
    /// The files that are put into the volume once, before the container starts for the first time; <see langword="null"/> leaves it
    /// empty. One that is a single file is mounted as that.
    /// </summary>
    public MountedFiles? FilledWith { get; init; }

    /// <summary>Where it is mounted in the container.</summary>
    public required string MountPath { get; init; }

    /// <summary>Whether the container may only read it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the volume is a claim that outlives the pod; otherwise it is empty in every new pod.</summary>
    public bool IsPersistent { get; init; } = true;

    /// <summary>Whether an empty, pod-local volume is kept in memory and counts as such.</summary>
    public bool IsInMemory { get; init; }

    /// <summary>The claim's size as a Kubernetes quantity; <see langword="null"/> takes the environment's default.</summary>
    public string? Size { get; init; }

    /// <summary>The claim's storage class; <see langword="null"/> takes the environment's, or else the cluster's default.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The claim's access mode; <see langword="null"/> takes the environment's default.</summary>
    public string? AccessMode { get; init; }

    /// <summary>Annotations of the claim, for whatever provisions or keeps the volume.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
