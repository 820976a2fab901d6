namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>As whom a container runs, and what of its file system it may write. Never root.</summary>
/// <param name="User">The numeric user id.</param>
/// <param name="Group">The numeric group id; mounted volumes belong to it.</param>
/// <param name="HasReadOnlyRoot">Whether the image's own files cannot be written.</param>
public sealed record ContainerIdentity(long User, long Group, bool HasReadOnlyRoot)
{
    /// <summary>The account of applications in .NET's container images (<c>APP_UID</c>).</summary>
    public static ContainerIdentity DotNet { get; } = new(1654, 1654, HasReadOnlyRoot: true);

    /// <summary>The directories that the program writes to besides its volumes; each becomes an empty, pod-local volume.</summary>
    public IReadOnlyList<string> WritablePaths { get; init; } = ["/tmp"];
}
