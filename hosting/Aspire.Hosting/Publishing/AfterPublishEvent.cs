using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Publishing;

/// <summary>The application has been published.</summary>
/// <param name="services">The AppHost's services.</param>
/// <param name="model">The model.</param>
public sealed class AfterPublishEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>Gets the model.</summary>
    public DistributedApplicationModel Model { get; } = model;
}
