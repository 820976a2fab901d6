using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <summary>Tells those who want to know what happens to the application.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Subscribes to a kind of event.</summary>
    /// <typeparam name="T">The kind of event.</typeparam>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>What <see cref="Unsubscribe"/> takes.</returns>
    DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent;

    /// <summary>Subscribes to a kind of event of one resource.</summary>
    /// <typeparam name="T">The kind of event.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>What <see cref="Unsubscribe"/> takes.</returns>
    DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Ends a subscription.</summary>
    /// <param name="subscription">The subscription.</param>
    void Unsubscribe(DistributedApplicationEventSubscription subscription);

    /// <summary>Publishes an event and waits for the subscribers, one after the other.</summary>
    /// <typeparam name="T">The kind of event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the subscribers have finished.</returns>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;

    /// <summary>Publishes an event.</summary>
    /// <typeparam name="T">The kind of event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="dispatchBehavior">In which order subscribers are told, and whether to wait for them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the subscribers have finished, if they are waited for.</returns>
    Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;
}
