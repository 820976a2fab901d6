namespace Ordering.Orders;

/// <summary>Whose order it is.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">A name to show, if known.</param>
/// <param name="Email">An address, if known.</param>
internal sealed record CustomerResponse(string Id, string? Name, string? Email)
{
    public static CustomerResponse Of(Order order) => new(order.CustomerId, order.CustomerName, order.CustomerEmail);
}
