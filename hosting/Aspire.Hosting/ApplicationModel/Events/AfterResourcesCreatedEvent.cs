using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Everything that starts by itself has been started.</summary>
/// <param name="services">The AppHost's services.</param>
/// <param name="model">The model.</param>
public sealed class AfterResourcesCreatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>Gets the model.</summary>
    public DistributedApplicationModel Model { get; } = model;
}
