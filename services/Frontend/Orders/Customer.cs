namespace Frontend.Orders;

/// <summary>Who has placed an order.</summary>
public sealed record Customer(string Id, string? Name, string? Email);
