using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>A route of a gateway: requests for a path go to an endpoint, their path unchanged.</summary>
/// <param name="Host">The host that the route is for; <see langword="null"/> means any. On this machine, requests for <c>localhost</c> match every host.</param>
/// <param name="Path">The path, beginning with a slash.</param>
/// <param name="PathType">How the path is compared.</param>
/// <param name="Endpoint">The endpoint.</param>
public sealed record GatewayRoute(string? Host, string Path, GatewayPathType PathType, EndpointReference Endpoint);
