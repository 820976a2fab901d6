using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Order.Orders.Placing;

/// <summary>What is to be ordered: each product once, every quantity within its limits.</summary>
internal sealed class Basket
{
    public const int MaxLines = 50;
    public const int MaxQuantity = 99;

    private static readonly string QuantityRule = $"Order 1 to {MaxQuantity} of a product.";

    private Basket(IReadOnlyList<(string ProductId, int Quantity)> lines)
    {
        Lines = lines;
    }

    public IReadOnlyList<(string ProductId, int Quantity)> Lines { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="errors">What is wrong, by field, when there is no basket.</param>
    /// <returns>The basket, or null.</returns>
    public static Basket? Read(PlaceOrderRequest? request, Dictionary<string, string[]> errors)
    {
        if (request?.Lines is not { Count: > 0 and <= MaxLines } lines)
        {
            errors["lines"] = [$"An order has 1 to {MaxLines} lines."];
            return null;
        }

        // By product, in the order of first mention.
        var basket = new List<(string ProductId, int Quantity)>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            var (productId, quantity) = (lines[i]?.ProductId, lines[i]?.Quantity);
            if (string.IsNullOrWhiteSpace(productId))
            {
                errors[$"lines[{i}].productId"] = ["Name the product to order."];
                productId = null;
            }

            if (quantity is not (>= 1 and <= MaxQuantity))
            {
                errors[$"lines[{i}].quantity"] = [QuantityRule];
            }
            else if (productId is not null && !TryAdd(basket, productId, quantity.Value))
            {
                errors[$"lines[{i}].quantity"] = [$"{QuantityRule} Together with the lines before, it is more."];
            }
        }

        return errors.Count == 0 ? new Basket(basket) : null;
    }

    /// <summary>The same for the same products and quantities, however the request was written.</summary>
    public string Fingerprint()
    {
        var canonical = new StringBuilder();
        foreach (var (productId, quantity) in Lines.OrderBy(line => line.ProductId, StringComparer.Ordinal))
        {
            // The length keeps two different baskets from reading alike.
            canonical.Append(CultureInfo.InvariantCulture, $"{productId.Length}:{productId}={quantity};");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
    }

    private static bool TryAdd(List<(string ProductId, int Quantity)> basket, string productId, int quantity)
    {
        var known = basket.FindIndex(line => line.ProductId == productId);
        if (known < 0)
        {
            basket.Add((productId, quantity));
            return true;
        }

        basket[known] = (productId, basket[known].Quantity + quantity);
        return basket[known].Quantity <= MaxQuantity;
    }
}
