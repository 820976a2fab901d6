namespace Frontend.Orders;

/// <summary>What a customer wants; what it costs is for the order service to say.</summary>
internal sealed record NewOrder(IReadOnlyList<NewOrderLine> Lines);

/// <summary>A product and how many pieces of it.</summary>
internal sealed record NewOrderLine(string ProductId, int Quantity);
