using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>A gateway on this machine that serves the routes of several resources at one address, as an Ingress does in a cluster. It exists only when the application is run.</summary>
/// <param name="name">The name.</param>
public sealed class GatewayResource(string name) : Resource(name), IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    /// <summary>The name of the gateway's endpoint.</summary>
    public const string EndpointName = "http";

    /// <summary>Gets the sources of further routes, such as an Ingress, asked when the gateway starts.</summary>
    public IList<IGatewayRouteSource> RouteSources { get; } = [];

    /// <summary>Gets the routes that were stated one by one.</summary>
    public IList<GatewayRoute> Routes { get; } = [];

    /// <summary>Gets all routes.</summary>
    /// <returns>The routes.</returns>
    public IEnumerable<GatewayRoute> GetAllRoutes() => [.. Routes, .. RouteSources.SelectMany(source => source.GetGatewayRoutes())];
}
