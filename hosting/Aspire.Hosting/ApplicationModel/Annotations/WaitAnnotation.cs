namespace Aspire.Hosting.ApplicationModel;

/// <summary>That a resource starts only after something has happened to another one.</summary>
/// <param name="resource">The resource that is waited for.</param>
/// <param name="waitType">What has to happen.</param>
/// <param name="exitCode">The exit code that counts as success with <see cref="WaitType.WaitForCompletion"/>.</param>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>Gets the resource that is waited for.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Gets what has to happen.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>Gets what to do when it cannot happen any more; <see langword="null"/> means <see cref="ResourceNotificationServiceOptions.DefaultWaitBehavior"/>.</summary>
    public WaitBehavior? WaitBehavior { get; init; }

    /// <summary>Gets the exit code that counts as success with <see cref="WaitType.WaitForCompletion"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
