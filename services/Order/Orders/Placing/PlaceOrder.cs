using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

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
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var basket = Basket.Read(request, errors);
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
                response.Headers.ETag = EntityTags.Of(order);
                return TypedResults.Created($"/orders/{order.Id}", await queries.DescribeAsync(order, caller, cancellationToken));

            case Placement.Replayed { Order: var order }:
                response.Headers.ETag = EntityTags.Of(order);
                response.Headers.ContentLocation = $"/orders/{order.Id}";
                response.Headers["Idempotent-Replayed"] = "true";
                return TypedResults.Ok(await queries.DescribeAsync(order, caller, cancellationToken));

            case Placement.UnknownProducts { ProductIds: var unknown }:
                return TypedResults.ValidationProblem(UnknownProducts(request!, unknown));

            case Placement.OutOfStock { Shortages: var shortages }:
                return OrderProblems.OutOfStock(shortages);

            case Placement.KeyReused:
                return OrderProblems.KeyReused();

            case var other:
                throw new System.Diagnostics.UnreachableException($"There is no answer for {other}.");
        }
    }

    private static Dictionary<string, string[]> UnknownProducts(PlaceOrderRequest request, IReadOnlyList<string> unknown)
    {
        var errors = new Dictionary<string, string[]>();
        for (var i = 0; i < request.Lines!.Count; i++)
        {
            if (unknown.Contains(request.Lines[i]!.ProductId!))
            {
                errors[$"lines[{i}].productId"] = ["The catalogue has no such product."];
            }
        }

        return errors;
    }
}
