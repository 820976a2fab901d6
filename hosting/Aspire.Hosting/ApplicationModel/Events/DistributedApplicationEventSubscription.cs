namespace Aspire.Hosting.Eventing;

/// <summary>A subscription to a kind of event.</summary>
/// <param name="callback">Is called when it happens.</param>
public class DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
{
    /// <summary>Gets what is called.</summary>
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; } = callback;
}
