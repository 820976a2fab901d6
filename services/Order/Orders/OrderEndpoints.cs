using Order.Authentication;
using Order.Data;
using Order.Orders.Events;
using Order.Orders.Placing;
using Order.Orders.Reading;
using Order.Orders.Transitions;

namespace Order.Orders;

/// <summary>Orders: for those who are logged in.</summary>
internal static class OrderEndpoints
{
    public static void AddOrders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OrderOptions>().BindConfiguration(OrderOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<OrderQueries>();
        builder.Services.AddScoped<CustomerStanding>();
        builder.Services.AddScoped<OrderPlacement>();
        builder.Services.AddScoped<OrderTransition>();
        builder.Services.AddScoped<IDatabaseSeeder<OrderDbContext>, RestoredEvents>();
        builder.Services.AddSingleton<OrderEventFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OrderEventFeed>());
        builder.Services.AddSingleton<OrderEventStream>();
        builder.Services.AddSingleton<StreamCount>();
        builder.Services.AddHostedService<UnpaidOrders>();
        builder.Services.AddSingleton<OrderTelemetry>();
    }

    public static void MapOrders(this RouteGroupBuilder orders)
    {
        var secured = orders.MapGroup("").WithTags("Orders").RequireAuthorization()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        secured.MapPost("/", PlaceOrder.HandleAsync).RequireAuthorization(Scopes.Orders)
            .WithName("PlaceOrder").WithSummary("Place an order")
            .WithDescription("With an Idempotency-Key a retry answers with the order that the first attempt placed.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        secured.MapGet("/", ListOrders.HandleAsync)
            .WithName("ListOrders").WithSummary("Orders, newest first")
            .WithDescription("One's own orders; everybody's for admins.");

        secured.MapGet("/events", FollowOrders.HandleAsync)
            .WithName("FollowOrders").WithSummary("Changes as they happen")
            .WithDescription("Server-sent events: 'order' for each change, 'heartbeat' at the beginning and every 15 seconds. The stream ends with the token; reconnect with Last-Event-ID.")
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        secured.MapGet("/{orderId:guid}", GetOrder.HandleAsync)
            .WithName("GetOrder").WithSummary("One order")
            .Produces(StatusCodes.Status304NotModified);

        Guarded(secured.MapPost("/{orderId:guid}/pay", ChangeOrder.PayAsync))
            .WithName("PayOrder").WithSummary("Pay an order");

        Guarded(secured.MapPost("/{orderId:guid}/ship", ChangeOrder.ShipAsync))
            .WithName("ShipOrder").WithSummary("Ship a paid order (admins)");

        Guarded(secured.MapPost("/{orderId:guid}/cancel", ChangeOrder.CancelAsync))
            .WithName("CancelOrder").WithSummary("Cancel an order that is not shipped; its products return to stock");
    }

    /// <summary>What every transition may answer instead of doing it.</summary>
    private static RouteHandlerBuilder Guarded(RouteHandlerBuilder transition) => transition
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
