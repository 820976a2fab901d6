using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting;

/// <summary>States facts that Ingresses and Gateways have in common, and makes one of the other.</summary>
public static class KubernetesRoutingExtensions
{
    /// <summary>Names the namespace that the pods of an Ingress' or Gateway's controller run in. By default it follows from the class.</summary>
    /// <typeparam name="T">Ingress or Gateway.</typeparam>
    /// <param name="builder">The Ingress or Gateway.</param>
    /// <param name="name">The namespace, e.g. <c>ingress-nginx</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithControllerNamespace<T>(this IResourceBuilder<T> builder, string name)
        where T : KubernetesRoutingResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        builder.Resource.ControllerNamespace = name;
        return builder;
    }

    /// <summary>
    /// Says that some responses have no end, such as event streams. Controllers that would cut them off are told not to, in their own words.
    /// </summary>
    /// <typeparam name="T">Ingress or Gateway.</typeparam>
    /// <param name="builder">The Ingress or Gateway.</param>
    /// <param name="heartbeat">How often at least something comes in such a response.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithStreams<T>(this IResourceBuilder<T> builder, TimeSpan heartbeat)
        where T : KubernetesRoutingResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(heartbeat, TimeSpan.Zero);

        builder.Resource.StreamHeartbeat = heartbeat;
        return builder;
    }

    /// <summary>Says how large requests may be. Controllers that allow less by themselves (ingress-nginx: 1 MiB) are told so, in their own words.</summary>
    /// <typeparam name="T">Ingress or Gateway.</typeparam>
    /// <param name="builder">The Ingress or Gateway.</param>
    /// <param name="bytes">The size of the body in bytes.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithMaxRequestBodySize<T>(this IResourceBuilder<T> builder, long bytes)
        where T : KubernetesRoutingResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);

        builder.Resource.MaxRequestBodySize = bytes;
        return builder;
    }

    /// <summary>
    /// Publishes the Ingress' routes as a Gateway and HTTPRoutes. What was stated for the Ingress' controller alone, its annotations and namespace, stays behind.
    /// </summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="className">The Gateway class.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesIngressResource> WithGatewayApi(this IResourceBuilder<KubernetesIngressResource> builder, string className)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(className);

        builder.Resource.OtherForm = description => description.AsGateway(className);
        return builder;
    }

    /// <summary>
    /// Publishes the routes as HTTPRoutes of a Gateway that somebody else runs, such as a platform's own in another namespace. TLS is that
    /// Gateway's, and so is whom it lets in (<c>allowedRoutes</c>).
    /// </summary>
    /// <typeparam name="T">Ingress or Gateway.</typeparam>
    /// <param name="builder">The Ingress or Gateway.</param>
    /// <param name="name">The Gateway's name.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="className">Its class, from which it follows what the controller has to be told and where requests come from; by default it is not known.</param>
    /// <param name="listener">The name of the listener that the routes belong to; by default every one that lets them in.</param>
    /// <param name="redirectListener">The name of the listener whose requests are sent on to HTTPS; by default none, for many Gateways do so by themselves.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">A name has not the form that Kubernetes asks for, or <paramref name="redirectListener"/> is given without another <paramref name="listener"/>.</exception>
    /// <exception cref="InvalidOperationException">The Gateway has certificates of an issuer, which only one of the application's own can have.</exception>
    public static IResourceBuilder<T> WithExistingGateway<T>(this IResourceBuilder<T> builder, string name, string @namespace, string? className = null, string? listener = null, string? redirectListener = null)
        where T : KubernetesRoutingResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Resource is KubernetesGatewayResource { Issuer: { } issuer })
        {
            throw new InvalidOperationException($"'{builder.Resource.Name}' has certificates of the issuer '{issuer.Name}', but those of the Gateway '{@namespace}/{name}' are for whoever runs it: leave out WithTls.");
        }

        var gateway = new ExistingGatewayDescription(name, @namespace, listener, redirectListener);
        (builder.Resource.OtherForm, builder.Resource.BelongsToOther) = (description => description.AsRoutesOf(gateway, className), true);
        return builder;
    }

    /// <summary>
    /// Publishes the Gateway's routes as an Ingress. What was stated for the Gateway's controller alone, its annotations and namespace, stays behind.
    /// </summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="className">The Ingress class.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithIngressClass(this IResourceBuilder<KubernetesGatewayResource> builder, string className)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(className);

        builder.Resource.OtherForm = description => description.AsIngress(className);
        return builder;
    }
}
