namespace Aspire.Hosting.Running.Proxying;

/// <summary>The port of a gateway, behind which a route decides.</summary>
internal sealed class GatewayListener(int? port, GatewayRouteTable routes) : ProxyListener(port, ProxyProtocol.Http)
{
    public GatewayRouteTable Routes => routes;
}
