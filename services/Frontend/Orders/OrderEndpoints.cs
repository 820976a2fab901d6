using Frontend.SignIn;

namespace Frontend.Orders;

/// <summary>The streams that keep pages current.</summary>
internal static class OrderEndpoints
{
    public static void MapOrderEvents(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(OrderEvents.MinePath, (HttpContext context, OrderEvents events) => events.RelayAsync(context, mine: true))
            .RequireAuthorization();
        endpoints.MapGet(OrderEvents.AllPath, (HttpContext context, OrderEvents events) => events.RelayAsync(context, mine: false))
            .RequireAuthorization(policy => policy.RequireRole(Roles.Admin));
    }
}
