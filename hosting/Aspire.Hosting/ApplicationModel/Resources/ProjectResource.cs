namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project of the application.</summary>
/// <param name="name">The name.</param>
public class ProjectResource(string name) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource;
