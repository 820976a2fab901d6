namespace Ordering.Products;

/// <summary>The whole catalogue, in the order of the shop window.</summary>
/// <param name="Items">The products.</param>
internal sealed record ProductList(IReadOnlyList<ProductResponse> Items);
