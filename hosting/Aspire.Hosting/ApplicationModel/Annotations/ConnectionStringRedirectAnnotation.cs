namespace Aspire.Hosting.ApplicationModel;

/// <summary>That a resource's connection string is that of another one. The last one counts.</summary>
/// <param name="resource">The other resource.</param>
public sealed class ConnectionStringRedirectAnnotation(IResourceWithConnectionString resource) : IResourceAnnotation
{
    /// <summary>Gets the other resource.</summary>
    public IResourceWithConnectionString Resource { get; } = resource;
}
