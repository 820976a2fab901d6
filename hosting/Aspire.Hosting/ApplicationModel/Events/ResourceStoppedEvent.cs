using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource has ended, or was stopped.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">The AppHost's services.</param>
/// <param name="resourceEvent">The state that it ended in.</param>
public sealed class ResourceStoppedEvent(IResource resource, IServiceProvider services, ResourceEvent resourceEvent) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>Gets the state that it ended in.</summary>
    public ResourceEvent ResourceEvent { get; } = resourceEvent;
}
