namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relation to another resource, for those who look at the application.</summary>
/// <param name="resource">The other resource.</param>
/// <param name="type">The relation: <c>Reference</c>, <c>Parent</c>, <c>WaitFor</c> or one's own.</param>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>Gets the other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Gets the relation.</summary>
    public string Type { get; } = type;
}
