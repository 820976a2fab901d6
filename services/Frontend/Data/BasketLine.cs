namespace Frontend.Data;

/// <summary>How many pieces of a product a customer has laid into the basket.</summary>
internal sealed class BasketLine
{
    /// <summary>The customer: the subject of the token.</summary>
    public required string Subject { get; init; }

    public required string ProductId { get; init; }

    public int Quantity { get; set; }
}
