namespace Aspire.Hosting.LocalCluster;

/// <summary>How a route's path is compared with a request's, as in Kubernetes (Ingress v1, <c>pathType</c>).</summary>
public enum GatewayPathType
{
    /// <summary>The request's path begins with the route's, element by element. The longest match wins.</summary>
    Prefix,

    /// <summary>The paths are equal, including case.</summary>
    Exact,
}
