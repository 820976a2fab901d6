using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>Adds Gateways to a cluster and states facts about them.</summary>
public static class KubernetesGatewayExtensions
{
    /// <summary>Adds a Gateway. When the application is run, its routes can be served by a local gateway.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="name">The resource's name, which is also the object's.</param>
    /// <returns>A builder of the gateway.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> AddGateway(this IResourceBuilder<KubernetesEnvironmentResource> builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        return builder.AddPublishOnlyChild(new KubernetesGatewayResource(name, builder.Resource));
    }

    /// <summary>Sets the class, which says what controller serves it.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="className">The class, e.g. <c>nginx</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayClass(this IResourceBuilder<KubernetesGatewayResource> builder, string className)
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        return Set(builder, gateway => gateway.GatewayClassName = ReferenceExpression.Create($"{className}"));
    }

    /// <summary>Sets the class, which says what controller serves it.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="className">The parameter with the class.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayClass(this IResourceBuilder<KubernetesGatewayResource> builder, IResourceBuilder<ParameterResource> className) =>
        Set(builder, gateway => gateway.GatewayClassName = ReferenceExpression.Create($"{className}"));

    /// <summary>Adds a host. Routes without a host of their own are for all hosts that are added, and for every host when there are none.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="hostname">The host; its first label may be <c>*</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithHostname(this IResourceBuilder<KubernetesGatewayResource> builder, string hostname)
    {
        ArgumentException.ThrowIfNullOrEmpty(hostname);
        return Set(builder, gateway => gateway.Hostnames.Add(ReferenceExpression.Create($"{hostname}")));
    }

    /// <summary>Adds a host. Routes without a host of their own are for all hosts that are added, and for every host when there are none.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="hostname">The parameter with the host.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithHostname(this IResourceBuilder<KubernetesGatewayResource> builder, IResourceBuilder<ParameterResource> hostname) =>
        Set(builder, gateway => gateway.Hostnames.Add(ReferenceExpression.Create($"{hostname}")));

    /// <summary>Leads a path of the gateway's hosts to an endpoint.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="path">The path, beginning with a slash.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="pathType">How the path is compared.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithRoute(this IResourceBuilder<KubernetesGatewayResource> builder, string path, EndpointReference endpoint, GatewayPathMatchType pathType = GatewayPathMatchType.PathPrefix) =>
        Set(builder, gateway => gateway.AddRoute(null, path, pathType.ToString(), endpoint));

    /// <summary>Leads a path of one host to an endpoint.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="host">The host; its first label may be <c>*</c>.</param>
    /// <param name="path">The path, beginning with a slash.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="pathType">How the path is compared.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithRoute(this IResourceBuilder<KubernetesGatewayResource> builder, string host, string path, EndpointReference endpoint, GatewayPathMatchType pathType = GatewayPathMatchType.PathPrefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return Set(builder, gateway => gateway.AddRoute(host, path, pathType.ToString(), endpoint));
    }

    /// <summary>Serves TLS with the certificate of a Secret.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="secretName">The Secret, of type <c>kubernetes.io/tls</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithTls(this IResourceBuilder<KubernetesGatewayResource> builder, string secretName)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretName);
        return Set(builder, gateway => gateway.TlsSecret = ReferenceExpression.Create($"{secretName}"));
    }

    /// <summary>Serves TLS with the certificate of a Secret.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="secretName">The parameter with the name of the Secret, of type <c>kubernetes.io/tls</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithTls(this IResourceBuilder<KubernetesGatewayResource> builder, IResourceBuilder<ParameterResource> secretName) =>
        Set(builder, gateway => gateway.TlsSecret = ReferenceExpression.Create($"{secretName}"));

    /// <summary>Serves TLS with the certificate of the Secret that is called as the gateway, with <c>-tls</c> behind.</summary>
    /// <param name="builder">The gateway.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithTls(this IResourceBuilder<KubernetesGatewayResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithTls($"{builder.Resource.Name}-tls");
    }

    /// <summary>Adds an annotation for the controller.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="key">The annotation's key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayAnnotation(this IResourceBuilder<KubernetesGatewayResource> builder, string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return Set(builder, gateway => gateway.ControllerAnnotations[key] = ReferenceExpression.Create($"{value}"));
    }

    /// <summary>Adds an annotation for the controller.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="key">The annotation's key.</param>
    /// <param name="value">The parameter with its value.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayAnnotation(this IResourceBuilder<KubernetesGatewayResource> builder, string key, IResourceBuilder<ParameterResource> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Set(builder, gateway => gateway.ControllerAnnotations[key] = ReferenceExpression.Create($"{value}"));
    }

    private static IResourceBuilder<KubernetesGatewayResource> Set(IResourceBuilder<KubernetesGatewayResource> builder, Action<KubernetesGatewayResource> set)
    {
        ArgumentNullException.ThrowIfNull(builder);

        set(builder.Resource);
        return builder;
    }
}
