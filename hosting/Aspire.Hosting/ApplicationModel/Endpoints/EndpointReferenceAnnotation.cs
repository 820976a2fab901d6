namespace Aspire.Hosting.ApplicationModel;

/// <summary>That a resource refers to endpoints of another one: whose addresses it finds in its environment.</summary>
/// <param name="resource">The resource that is referred to.</param>
public sealed class EndpointReferenceAnnotation(IResourceWithEndpoints resource) : IResourceAnnotation
{
    /// <summary>Gets the resource that is referred to.</summary>
    public IResourceWithEndpoints Resource { get; } = resource;

    /// <summary>Gets or sets whether it refers to every endpoint.</summary>
    public bool UseAllEndpoints { get; set; }

    /// <summary>Gets the names of the endpoints, when it does not refer to all.</summary>
    public ISet<string> EndpointNames { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
