namespace Frontend.Orders;

/// <summary>A product and how many pieces of it.</summary>
internal sealed record NewOrderLine(string ProductId, int Quantity);
