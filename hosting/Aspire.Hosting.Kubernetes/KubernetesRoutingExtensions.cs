using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>States facts that Ingresses and Gateways have in common.</summary>
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
}
