namespace Aspire.Hosting.Running.Proxying;

/// <summary>The port of a gateway, behind which a route decides.</summary>
internal sealed class GatewayListener(int? port, GatewayRouteTable routes, GatewayTracing? tracing = null) : ProxyListener(port, ProxyProtocol.Http)
{
    public GatewayRouteTable Routes => routes;

    /// <summary>Tells the dashboard of each request; <see langword="null"/> if there is none.</summary>
    public GatewayTracing? Tracing => tracing;
}
