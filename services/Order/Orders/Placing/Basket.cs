using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Order.Products;

namespace Order.Orders.Placing;

/// <summary>What is to be ordered: each product once, every quantity within its limits.</summary>
internal sealed class Basket
{
    private const int LongestProductId = 64;

    private Basket(IReadOnlyList<(string ProductId, int Quantity)> lines)
    {
        Lines = lines;
    }

    public IReadOnlyList<(string ProductId, int Quantity)> Lines { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limits">How much goes into one order.</param>
    /// <param name="errors">What is wrong, by field, when there is no basket.</param>
    /// <returns>The basket, or null.</returns>
    public static Basket? Read(PlaceOrderRequest? request, OrderLimits limits, Dictionary<string, string[]> errors)
    {
        if (request?.Lines is not { Count: > 0 } lines || lines.Count > limits.Lines)
        {
            errors["lines"] = [$"An order has 1 to {limits.Lines} lines."];
            return null;
        }

        var quantityRule = $"Order 1 to {limits.Quantity} of a product.";

        // By product, in the order of first mention.
        var basket = new List<(string ProductId, int Quantity)>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            var (productId, quantity) = (lines[i]?.ProductId, lines[i]?.Quantity);
            if (string.IsNullOrWhiteSpace(productId) || productId.Length > LongestProductId)
            {
                errors[$"lines[{i}].productId"] = ["Name the product to order."];
                productId = null;
            }

            if (quantity is not >= 1 || quantity > limits.Quantity)
            {
                errors[$"lines[{i}].quantity"] = [quantityRule];
            }
            else if (productId is not null && !TryAdd(basket, productId, quantity.Value, limits.Quantity))
            {
                errors[$"lines[{i}].quantity"] = [$"{quantityRule} Together with the lines before, it is more."];
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

    private static bool TryAdd(List<(string ProductId, int Quantity)> basket, string productId, int quantity, int limit)
    {
        var known = basket.FindIndex(line => line.ProductId == productId);
        if (known < 0)
        {
            basket.Add((productId, quantity));
            return true;
        }

        basket[known] = (productId, basket[known].Quantity + quantity);
        return basket[known].Quantity <= limit;
    }
}
