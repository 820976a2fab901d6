using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting;

/// <summary>Says who reaches the application from outside, and how much of its traffic is denied.</summary>
public static class KubernetesReachExtensions
{
    /// <summary>
    /// Says how external endpoints are reached when the model has no Ingress and no Gateway, which would be the whole entrance. Without it, an
    /// Ingress of the cluster's default class routes them by the host <c>NAME.local</c>, NAME being the application's.
    /// </summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="kind">The way.</param>
    /// <param name="host">The Ingress' host, or what follows the resource's name (<c>web.HOST</c>) where there are several external endpoints.</param>
    /// <param name="ingressClass">The class of the Ingress; <see langword="null"/> leaves it to the cluster.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="host"/> is no host's name.</exception>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithExposure(this IResourceBuilder<KubernetesEnvironmentResource> builder, ExposureKind kind, string? host = null, string? ingressClass = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (host is not null && !NameSyntax.IsHost(host))
        {
            throw new ArgumentException($"'{host}' is no host's name.", nameof(host));
        }

        return builder.WithProperties(environment => environment.Exposure = environment.Exposure with { Kind = kind, Host = host, IngressClass = ingressClass });
    }

    /// <summary>Says what network policies deny: by default, all that the model does not name (<see cref="NetworkPolicyMode.Strict"/>).</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="mode">How much.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithNetworkPolicies(this IResourceBuilder<KubernetesEnvironmentResource> builder, NetworkPolicyMode mode)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithProperties(environment => environment.NetworkPolicies = mode);
    }
}
