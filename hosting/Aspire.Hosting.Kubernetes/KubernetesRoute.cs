using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>A route as the model states it.</summary>
/// <param name="Host">The host; <see langword="null"/> is any of the Ingress' or Gateway's.</param>
/// <param name="Path">The path.</param>
/// <param name="PathType">How the path is compared, in the words of the Kubernetes API.</param>
/// <param name="Endpoint">Where requests go.</param>
public sealed record KubernetesRoute(string? Host, string Path, string PathType, EndpointReference Endpoint);
