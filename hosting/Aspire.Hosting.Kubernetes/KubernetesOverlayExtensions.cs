using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>Adds variants of an application for other clusters.</summary>
public static class KubernetesOverlayExtensions
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
}
