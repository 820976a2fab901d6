using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Which endpoints of the model there are in the cluster, and what their names are there.</summary>
internal static class ClusterEndpoints
{
    /// <summary>
    /// Whether an endpoint ends before the pod: TLS ends at the Ingress, so that a project that also speaks http listens
    /// on that alone, for want of a certificate.
    /// </summary>
    public static bool EndsBeforeThePod(IResource resource, EndpointAnnotation endpoint) =>
        resource is ProjectResource && endpoint.UriScheme == "https" && endpoint.TargetPort is null && Of(resource).Any(other => other.UriScheme == "http");

    /// <summary>The name of the endpoint that takes the requests in the cluster.</summary>
    public static string NameOf(EndpointReference reference)
    {
        var endpoint = Of(reference.Resource).FirstOrDefault(candidate => string.Equals(candidate.Name, reference.EndpointName, StringComparison.OrdinalIgnoreCase));
        return endpoint is not null && EndsBeforeThePod(reference.Resource, endpoint)
            ? Of(reference.Resource).First(other => other.UriScheme == "http").Name
            : reference.EndpointName;
    }

    public static IEnumerable<EndpointAnnotation> Of(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>();
}
