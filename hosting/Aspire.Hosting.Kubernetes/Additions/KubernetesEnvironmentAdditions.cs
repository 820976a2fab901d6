using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting.Additions;

/// <summary>States facts about clusters that the official API has no words for.</summary>
public static class KubernetesEnvironmentAdditions
{
    /// <summary>Adds a variant of the application for another cluster, written as a kustomize overlay.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="name">The overlay's name (RFC 1123 label), e.g. <c>production</c>.</param>
    /// <param name="configure">States what is different there.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithOverlay(this IResourceBuilder<KubernetesEnvironmentResource> builder, string name, Action<KubernetesOverlay> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);

        return builder.WithProperties(environment =>
        {
            var overlay = new KubernetesOverlay(name);
            configure(overlay);
            environment.Overlays.Add(overlay);
        });
    }

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
