using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The connection string of a resource can be resolved.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">The AppHost's services.</param>
public sealed class ConnectionStringAvailableEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services { get; } = services;
}
