using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster;

/// <summary>A route of a gateway: requests for a path go to an endpoint, their path unchanged.</summary>
/// <param name="Path">The path, beginning with a slash.</param>
/// <param name="PathType">How the path is compared.</param>
/// <param name="Endpoint">The endpoint.</param>
public sealed record GatewayRoute(string Path, GatewayPathType PathType, EndpointReference Endpoint);
