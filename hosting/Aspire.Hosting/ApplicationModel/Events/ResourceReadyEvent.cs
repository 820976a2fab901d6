using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource has become healthy for the first time since it started. Those who wait for it go on after the subscribers have finished.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">The AppHost's services.</param>
public sealed class ResourceReadyEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services { get; } = services;
}
