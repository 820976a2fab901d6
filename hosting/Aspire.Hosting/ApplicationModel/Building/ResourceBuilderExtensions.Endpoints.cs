using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an endpoint.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that others use; any free one by default.</param>
    /// <param name="targetPort">The port that the resource itself listens on; any free one by default.</param>
    /// <param name="scheme">The scheme of its address; <c>tcp</c> by default.</param>
    /// <param name="name">The name, unique in the resource; the scheme by default.</param>
    /// <param name="env">The environment variable that carries the target port.</param>
    /// <param name="isProxied">Whether a proxy holds <paramref name="port"/> and spreads traffic over the replicas; yes by default.</param>
    /// <param name="isExternal">Whether it is reachable from outside the application; no by default.</param>
    /// <param name="protocol">TCP by default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The resource already has an endpoint of that name.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        string? name = null,
        string? env = null,
        bool? isProxied = null,
        bool? isExternal = null,
        ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        var annotation = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, name: name, port: port, targetPort: targetPort, isExternal: isExternal, isProxied: isProxied);
        var resource = builder.Resource;

        var other = resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(other => string.Equals(other.Name, annotation.Name, StringComparison.OrdinalIgnoreCase));
        if (other is { IsFromLaunchProfile: true })
        {
            resource.Annotations.Remove(other);
        }
        else if (other is not null)
        {
            throw new DistributedApplicationException(
                $"The resource '{resource.Name}' already has an endpoint named '{annotation.Name}'. Give this one another name, or change the existing one with .WithEndpoint(\"{annotation.Name}\", endpoint => …).");
        }

        if (env is not null && resource is IResourceWithEnvironment)
        {
            // It stays an expression: each replica has a target port of its own.
            var targetPortExpression = new EndpointReference(resource, annotation).Property(EndpointProperty.TargetPort);
            resource.Annotations.Add(new EnvironmentCallbackAnnotation(context => context.EnvironmentVariables[env] = targetPortExpression));
        }

        return builder.WithAnnotation(annotation);
    }

    /// <summary>Changes an endpoint.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointName">The endpoint's name.</param>
    /// <param name="callback">Changes it.</param>
    /// <param name="createIfNotExists">Whether to add the endpoint when there is none; it is then TCP.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);
        ArgumentNullException.ThrowIfNull(callback);

        var endpoint = builder.Resource.Annotations.OfType<EndpointAnnotation>()
            .FirstOrDefault(endpoint => string.Equals(endpoint.Name, endpointName, StringComparison.OrdinalIgnoreCase));
        if (endpoint is null && createIfNotExists)
        {
            endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
            builder.WithAnnotation(endpoint);
        }

        if (endpoint is not null)
        {
            callback(endpoint);
        }

        return builder;
    }

    /// <summary>Adds an HTTP endpoint.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that others use; any free one by default.</param>
    /// <param name="targetPort">The port that the resource itself listens on; any free one by default.</param>
    /// <param name="name">The name, unique in the resource; <c>http</c> by default.</param>
    /// <param name="env">The environment variable that carries the target port.</param>
    /// <param name="isProxied">Whether a proxy holds <paramref name="port"/> and spreads traffic over the replicas; yes by default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => HttpEndpoint(builder, "http", port, targetPort, name, env, isProxied);

    /// <summary>Adds an HTTPS endpoint.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that others use; any free one by default.</param>
    /// <param name="targetPort">The port that the resource itself listens on; any free one by default.</param>
    /// <param name="name">The name, unique in the resource; <c>https</c> by default.</param>
    /// <param name="env">The environment variable that carries the target port.</param>
    /// <param name="isProxied">Whether a proxy holds <paramref name="port"/> and spreads traffic over the replicas; yes by default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHttpsEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => HttpEndpoint(builder, "https", port, targetPort, name, env, isProxied);

    /// <summary>Makes the resource's HTTP and HTTPS endpoints reachable from outside the application.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https"))
        {
            endpoint.IsExternal = true;
        }

        return builder;
    }

    /// <summary>Refers to an endpoint, which may be added later.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>The reference.</returns>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.Resource.GetEndpoint(name);
    }

    /// <summary>Says that the resource's HTTP endpoints speak HTTP/2 without negotiation, as gRPC does.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> AsHttp2Service<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https"))
        {
            endpoint.Transport = "http2";
        }

        return builder;
    }

    private static IResourceBuilder<T> HttpEndpoint<T>(IResourceBuilder<T> builder, string scheme, int? port, int? targetPort, string? name, string? env, bool? isProxied)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, scheme, name, env, isProxied);
}
