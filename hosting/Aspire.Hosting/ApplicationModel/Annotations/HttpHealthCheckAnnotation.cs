namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an HTTP health check asks. A publisher that cannot run health checks can make a probe of it.</summary>
/// <param name="key">The name under which the health check is registered.</param>
/// <param name="endpointReference">The endpoint that is asked.</param>
/// <param name="path">The path that is asked for.</param>
/// <param name="statusCode">The status that means healthy.</param>
public sealed class HttpHealthCheckAnnotation(string key, EndpointReference endpointReference, string path, int statusCode) : IResourceAnnotation
{
    /// <summary>Gets the name under which the health check is registered.</summary>
    public string Key { get; } = key;

    /// <summary>Gets the endpoint that is asked.</summary>
    public EndpointReference EndpointReference { get; } = endpointReference;

    /// <summary>Gets the path that is asked for.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the status that means healthy.</summary>
    public int StatusCode { get; } = statusCode;
}
