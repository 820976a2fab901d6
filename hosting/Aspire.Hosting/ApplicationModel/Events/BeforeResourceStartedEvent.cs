using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource is about to start: what it waits for has happened.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">The AppHost's services.</param>
public sealed class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services { get; } = services;
}
