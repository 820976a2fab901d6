namespace Aspire.Hosting.Additions;

/// <summary>Something that has routes which a gateway can serve, such as an Ingress.</summary>
public interface IGatewayRouteSource
{
    /// <summary>Gets the routes, once the model is finished.</summary>
    /// <returns>The routes.</returns>
    IEnumerable<GatewayRoute> GetGatewayRoutes();
}
