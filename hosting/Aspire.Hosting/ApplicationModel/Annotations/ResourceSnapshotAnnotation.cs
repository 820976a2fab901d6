namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state that a resource has before anything else is said about it.</summary>
/// <param name="initialSnapshot">The state.</param>
public sealed class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>Gets the state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot;
}
