using Microsoft.AspNetCore.Http.HttpResults;
using Order.Data;
using Order.Orders.Placing;

namespace Order.Orders;

/// <summary>What can be wrong with a request about orders, each under a type of its own (RFC 9457 §3.1.1).</summary>
internal static class OrderProblems
{
    private const string Types = "/orders/problems/";

    public static ProblemHttpResult OutOfStock(IReadOnlyList<Shortage> shortages) => Problem(
        StatusCodes.Status409Conflict, "out-of-stock", "There is not enough in stock",
        "Nothing was ordered. Lower the quantities to what is available and place the order again.",
        ("shortages", shortages));

    public static ProblemHttpResult KeyReused() => Problem(
        StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "The Idempotency-Key belongs to a different order",
        "A key stands for one order. Use a new key for a new order; repeat the same body to see the order that this key placed.");

    public static ProblemHttpResult MixedCurrencies(IReadOnlyList<string> currencies) => Problem(
        StatusCodes.Status422UnprocessableEntity, "mixed-currencies", "The products have different currencies",
        $"One order is paid in one currency, and these products are priced in {string.Join(" and ", currencies)}. Order them separately.");

    public static ProblemHttpResult TooManyUnpaid(int limit) => Problem(
        StatusCodes.Status409Conflict, "too-many-unpaid", "There are unpaid orders",
        $"A customer has at most {limit} unpaid orders at a time. Pay or cancel one of them first.");

    public static ProblemHttpResult TooManyHeld(string productId, int held, int limit) => Problem(
        StatusCodes.Status409Conflict, "too-many-held", "Unpaid orders hold enough of this product",
        $"The unpaid orders hold {held} pieces of '{productId}' already, and at most {limit} may be held. Pay or cancel one of them first.");

    public static ProblemHttpResult TooManyOrders(int limit, TimeSpan window) => Problem(
        StatusCodes.Status429TooManyRequests, "too-many-orders", "That were many orders in a short time",
        $"A customer places at most {limit} orders within {window.TotalMinutes:0.#} minutes. Try again later.");

    public static ProblemHttpResult TooManyStreams() => Problem(
        StatusCodes.Status429TooManyRequests, "too-many-streams", "There are too many event streams",
        "Close some of the streams that are open, or try again later.");

    public static ProblemHttpResult AdminsOnly(OrderAction action) => Problem(
        StatusCodes.Status403Forbidden, "admins-only", "This is for admins", $"Only an admin may {action} an order.");

    public static ProblemHttpResult PreconditionRequired() => Problem(
        StatusCodes.Status428PreconditionRequired, "if-match-required", "If-Match is missing",
        "Send the order's entity tag in If-Match, so that nothing is done to an order that has changed meanwhile.");

    public static ProblemHttpResult Stale(CustomerOrder current) => Problem(
        StatusCodes.Status412PreconditionFailed, "order-changed", "The order has changed meanwhile",
        "Read the order again, then decide anew.",
        ("orderStatus", current.Status), ("version", current.Version));

    public static ProblemHttpResult NotAllowed(CustomerOrder order, OrderAction action, IReadOnlyList<OrderAction> allowed) => Problem(
        StatusCodes.Status409Conflict, "transition-not-allowed", $"A {order.Status} order cannot be handled this way",
        allowed.Count > 0
            ? $"{action} is not possible while the order is {order.Status}. Possible: {string.Join(", ", allowed)}."
            : $"{action} is not possible while the order is {order.Status}; nothing else is either.",
        ("orderStatus", order.Status), ("allowed", allowed));

    private static ProblemHttpResult Problem(int status, string type, string title, string detail, params ReadOnlySpan<(string Name, object? Value)> extensions)
    {
        var values = new Dictionary<string, object?>();
        foreach (var (name, value) in extensions)
        {
            values[name] = value;
        }

        return TypedResults.Problem(statusCode: status, type: Types + type, title: title, detail: detail, extensions: values);
    }
}
