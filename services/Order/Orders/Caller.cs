using System.Security.Claims;
using Order.Authentication;
using Order.Data;

namespace Order.Orders;

/// <summary>Who asks, as the access token says.</summary>
/// <param name="Id">The token's subject.</param>
/// <param name="Name">A name to show.</param>
/// <param name="Email">An address to write to.</param>
/// <param name="IsAdmin">Whether the caller runs the shop, and the token is for doing so.</param>
internal sealed record Caller(string Id, string? Name, string? Email, bool IsAdmin)
{
    private const string AdminRole = "admin";

    public static Caller Of(ClaimsPrincipal user) => new(
        user.FindFirstValue("sub") ?? throw new InvalidOperationException("An access token without a subject has passed validation."),
        user.FindFirstValue("name"),
        user.FindFirstValue("email"),
        user.IsInRole(AdminRole) && user.HasScope(Scopes.Board));

    public bool May(OrderAction action) => IsAdmin || action != OrderAction.Ship;

    /// <summary>What this caller may do with an order in that status.</summary>
    public IReadOnlyList<OrderAction> ActionsIn(OrderStatus status) => [.. OrderStateMachine.ActionsIn(status).Where(May)];
}
