namespace Aspire.Hosting.ApplicationModel;

/// <summary>The finished model: every resource of the application.</summary>
/// <param name="resources">The resources.</param>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Makes a model of some resources.</summary>
    /// <param name="resources">The resources.</param>
    public DistributedApplicationModel(IEnumerable<IResource> resources)
        : this(new ResourceCollection(resources))
    {
    }

    /// <summary>Gets the resources, in the order in which they were added.</summary>
    public IResourceCollection Resources { get; } = resources;
}
