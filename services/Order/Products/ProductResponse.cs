namespace Order.Products;

/// <summary>The whole catalogue, in the order of the shop window.</summary>
/// <param name="Items">The products.</param>
/// <param name="Limits">How much goes into one order.</param>
internal sealed record ProductList(IReadOnlyList<ProductResponse> Items, LimitsResponse Limits);

/// <summary>How much goes into one order.</summary>
/// <param name="Lines">How many different products. <example>50</example></param>
/// <param name="Quantity">How many pieces of each. <example>20</example></param>
internal sealed record LimitsResponse(int Lines, int Quantity);

/// <summary>A product of the catalogue.</summary>
/// <param name="Id">Stable identifier, used in orders. <example>fyr-lamp</example></param>
/// <param name="Name">Its name. <example>Fyr desk lamp</example></param>
/// <param name="Description">A sentence or two about it.</param>
/// <param name="Category">Where it belongs. <example>Desk</example></param>
/// <param name="Image">Key of its picture. <example>fyr-lamp</example></param>
/// <param name="PriceCents">Price of one, in hundredths of the currency. <example>12900</example></param>
/// <param name="Currency">ISO 4217 code. <example>EUR</example></param>
/// <param name="Stock">How many can be ordered right now. <example>24</example></param>
internal sealed record ProductResponse(
    string Id,
    string Name,
    string Description,
    string Category,
    string Image,
    long PriceCents,
    string Currency,
    int Stock);
