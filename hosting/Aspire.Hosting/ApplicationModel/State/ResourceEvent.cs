namespace Aspire.Hosting.ApplicationModel;

/// <summary>A change of a resource's state.</summary>
/// <param name="resource">The resource.</param>
/// <param name="resourceId">The id of the replica, or the resource's name.</param>
/// <param name="snapshot">The new state.</param>
public sealed class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>Gets the resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Gets the id of the replica, or the resource's name.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>Gets the new state.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
