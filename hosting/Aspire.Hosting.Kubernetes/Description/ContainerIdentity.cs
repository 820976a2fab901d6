namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>As whom a container runs, and what of its file system it may write. Never root, where it is known.</summary>
/// <param name="User">The numeric user id; <see langword="null"/> leaves it to the image, which may well start as root.</param>
/// <param name="Group">The numeric group id; mounted volumes belong to it.</param>
/// <param name="HasReadOnlyRoot">Whether the image's own files cannot be written.</param>
public sealed record ContainerIdentity(long? User, long? Group, bool HasReadOnlyRoot)
{
    /// <summary>
    /// Whoever the image says: of an image that nobody knows, any other user, or a file system that it cannot write to, may
    /// keep the program from starting.
    /// </summary>
    public static ContainerIdentity OfImage { get; } = new(null, null, HasReadOnlyRoot: false) { WritablePaths = [] };

    /// <summary>Whether it is known as whom the container runs, so that the pod is within the Pod Security Standard "restricted".</summary>
    public bool IsKnown => User is not null;

    /// <summary>The account of applications in .NET's container images (<c>APP_UID</c>).</summary>
    public static ContainerIdentity DotNet { get; } = new(1654, 1654, HasReadOnlyRoot: true);

    /// <summary>The directories that the program writes to besides its volumes; each becomes an empty, pod-local volume.</summary>
    public IReadOnlyList<string> WritablePaths { get; init; } = ["/tmp"];

    /// <summary>
    /// How much each of <see cref="WritablePaths"/> may hold, as a Kubernetes quantity; whoever writes more is evicted. Default: 2Gi, a bound for what runs wild and
    /// none for what does its work, as a service that keeps an upload there does, and the dashboard with half a gigabyte of telemetry.
    /// </summary>
    public string WritableSize { get; init; } = "2Gi";
}
