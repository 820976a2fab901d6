namespace Order.Data;

/// <summary>Something that can be ordered. Price and stock here are the truth; whatever a client says about them is ignored.</summary>
internal sealed class Product
{
    /// <summary>A stable, readable name for addresses and pictures.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required string Description { get; set; }

    public required string Category { get; set; }

    /// <summary>The picture that a shop window draws.</summary>
    public required string Image { get; set; }

    public required long PriceCents { get; set; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; set; }

    public required int Stock { get; set; }

    /// <summary>Where the product stands in the shop window.</summary>
    public required int Position { get; set; }
}
