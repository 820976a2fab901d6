namespace Aspire.Hosting.ApplicationModel;

/// <summary>That a health check, registered with the AppHost's services, decides whether a resource is healthy.</summary>
/// <param name="key">The name under which the health check is registered.</param>
public sealed class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>Gets the name under which the health check is registered.</summary>
    public string Key { get; } = key;
}
