using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Order.Web;

namespace Order.Orders.Transitions;

/// <summary>POST /orders/{orderId}/pay, /ship and /cancel</summary>
internal static class ChangeOrder
{
    private const string IfMatchDescription = "The order's entity tag, as last read. Required.";

    public static Task<Results<Ok<OrderResponse>, NotFound, ProblemHttpResult>> PayAsync(
        Guid orderId, [FromHeader(Name = "If-Match"), Description(IfMatchDescription)] string? ifMatch,
        ClaimsPrincipal user, OrderQueries queries, OrderTransition transition, HttpResponse response, CancellationToken cancellationToken) =>
        HandleAsync(OrderAction.Pay, orderId, ifMatch, Caller.Of(user), queries, transition, response, cancellationToken);

    public static Task<Results<Ok<OrderResponse>, NotFound, ProblemHttpResult>> ShipAsync(
        Guid orderId, [FromHeader(Name = "If-Match"), Description(IfMatchDescription)] string? ifMatch,
        ClaimsPrincipal user, OrderQueries queries, OrderTransition transition, HttpResponse response, CancellationToken cancellationToken) =>
        HandleAsync(OrderAction.Ship, orderId, ifMatch, Caller.Of(user), queries, transition, response, cancellationToken);

    public static Task<Results<Ok<OrderResponse>, NotFound, ProblemHttpResult>> CancelAsync(
        Guid orderId, [FromHeader(Name = "If-Match"), Description(IfMatchDescription)] string? ifMatch,
        ClaimsPrincipal user, OrderQueries queries, OrderTransition transition, HttpResponse response, CancellationToken cancellationToken) =>
        HandleAsync(OrderAction.Cancel, orderId, ifMatch, Caller.Of(user), queries, transition, response, cancellationToken);

    private static async Task<Results<Ok<OrderResponse>, NotFound, ProblemHttpResult>> HandleAsync(
        OrderAction action,
        Guid orderId,
        string? ifMatch,
        Caller caller,
        OrderQueries queries,
        OrderTransition transition,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var order = await queries.FindAsync(caller, orderId, cancellationToken);
        if (order is null)
        {
            return TypedResults.NotFound();
        }

        if (!caller.May(action))
        {
            return OrderProblems.AdminsOnly(action);
        }

        if (string.IsNullOrWhiteSpace(ifMatch))
        {
            return OrderProblems.PreconditionRequired();
        }

        if (!EntityTags.StronglyMatch(EntityTags.Parse(ifMatch), EntityTags.Of(order.Version)))
        {
            response.Headers.ETag = EntityTags.Of(order.Version);
            return OrderProblems.Stale(order);
        }

        if (OrderStateMachine.Next(order.Status, action) is null)
        {
            return OrderProblems.NotAllowed(order, action, caller.ActionsIn(order.Status));
        }

        if (!await transition.ApplyAsync(order, action, cancellationToken))
        {
            var current = await queries.VisibleTo(caller).AsNoTracking().SingleAsync(changed => changed.Id == orderId, cancellationToken);
            response.Headers.ETag = EntityTags.Of(current.Version);
            return OrderProblems.Stale(current);
        }

        response.Headers.ETag = EntityTags.Of(order.Version);
        return TypedResults.Ok(await queries.DescribeAsync(order, caller, cancellationToken));
    }
}
