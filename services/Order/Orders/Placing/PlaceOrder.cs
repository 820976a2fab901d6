using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Order.Products;
using Order.Web;

namespace Order.Orders.Placing;

/// <summary>POST /orders</summary>
internal static class PlaceOrder
{
    private const int MaxKeyLength = 200;

    public static async Task<Results<Created<OrderResponse>, Ok<OrderResponse>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        PlaceOrderRequest? request,
        [FromHeader(Name = "Idempotency-Key"), Description("Names this attempt, so that a retry places no second order. 1 to 200 visible ASCII characters.")] string? idempotencyKey,
        ClaimsPrincipal user,
        OrderPlacement placement,
        OrderQueries queries,
        IOptions<OrderLimits> limits,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var basket = Basket.Read(request, limits.Value, errors);
        if (idempotencyKey is not null && (idempotencyKey.Length is 0 or > MaxKeyLength || idempotencyKey.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            errors["Idempotency-Key"] = [$"A key has 1 to {MaxKeyLength} visible ASCII characters, for example a UUID."];
        }

        if (basket is null || errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var caller = Caller.Of(user);
        switch (await placement.PlaceAsync(caller, basket, idempotencyKey, cancellationToken))
        {
            case Placement.Placed { Order: var order }:
                response.Headers.ETag = EntityTags.Of(order.Version);
                return TypedResults.Created($"/orders/{order.Id}", queries.DescribeNew(order, caller));

            case Placement.Replayed { Order: var order }:
                response.Headers.ETag = EntityTags.Of(order.Version);
                response.Headers.ContentLocation = $"/orders/{order.Id}";
                response.Headers["Idempotent-Replayed"] = "true";
                return TypedResults.Ok(await queries.DescribeAsync(order, caller, cancellationToken));

            case Placement.UnknownProducts { ProductIds: var unknown }:
                return TypedResults.ValidationProblem(UnknownProducts(request!, unknown));

            case Placement.OutOfStock { Shortages: var shortages }:
                return OrderProblems.OutOfStock(shortages);

            case Placement.KeyReused:
                return OrderProblems.KeyReused();

            case Placement.MixedCurrencies { Currencies: var currencies }:
                return OrderProblems.MixedCurrencies(currencies);

            case Placement.TooManyUnpaid { Limit: var limit }:
                return OrderProblems.TooManyUnpaid(limit);

            case Placement.TooManyHeld { ProductId: var productId, Held: var held, Limit: var limit }:
                return OrderProblems.TooManyHeld(productId, held, limit);

            case Placement.TooManyOrders { Limit: var limit, Window: var window, Wait: var wait }:
                response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return OrderProblems.TooManyOrders(limit, window);

            case var other:
                throw new UnreachableException($"There is no answer for {other}.");
        }
    }

    private static Dictionary<string, string[]> UnknownProducts(PlaceOrderRequest request, IReadOnlyList<string> unknown)
    {
        var errors = new Dictionary<string, string[]>();
        for (var i = 0; i < request.Lines!.Count; i++)
        {
            if (unknown.Contains(request.Lines[i]!.ProductId!))
            {
                errors[$"lines[{i}].productId"] = ["This product is not sold, or no longer."];
            }
        }

        return errors;
    }
}
