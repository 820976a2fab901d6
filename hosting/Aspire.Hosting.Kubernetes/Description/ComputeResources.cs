namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>What a container asks for and what it may use at most, as Kubernetes quantities (<c>100m</c>, <c>256Mi</c>).</summary>
/// <param name="CpuRequest">The CPU that the scheduler sets aside; <see langword="null"/> asks for none.</param>
/// <param name="MemoryRequest">The memory that the scheduler sets aside; <see langword="null"/> asks for none.</param>
/// <param name="CpuLimit">The CPU above which the container is throttled; <see langword="null"/> sets no limit.</param>
/// <param name="MemoryLimit">The memory above which the container is killed; <see langword="null"/> sets no limit.</param>
public sealed record ComputeResources(string? CpuRequest, string? MemoryRequest, string? CpuLimit, string? MemoryLimit)
{
    /// <summary>What a web service asks for unless the model says otherwise.</summary>
    public static ComputeResources Service { get; } = new("100m", "192Mi", "1", "512Mi");

    /// <summary>What a program asks for of which nothing is known: a limit that is too low would end it.</summary>
    public static ComputeResources Unknown { get; } = new("100m", "256Mi", null, null);

    /// <summary>What a small program beside a service asks for unless the model says otherwise.</summary>
    public static ComputeResources Sidecar { get; } = new("25m", "96Mi", "500m", "192Mi");

    /// <summary>What a database or a broker asks for unless the model says otherwise.</summary>
    public static ComputeResources Database { get; } = new("250m", "256Mi", "1", "1Gi");
}
