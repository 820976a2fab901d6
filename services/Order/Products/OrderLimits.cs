using System.ComponentModel.DataAnnotations;

namespace Order.Products;

/// <summary>How much of the catalogue goes into one order; configuration section <c>Orders</c>.</summary>
internal sealed class OrderLimits
{
    public const string SectionName = "Orders";

    /// <summary>How many different products go into one order (<c>Orders__Lines</c>). Default: 50. From 1 to 200.</summary>
    [Range(1, 200, ErrorMessage = "Orders:Lines must lie between 1 and 200.")]
    public int Lines { get; set; } = 50;

    /// <summary>
    /// How many pieces of one product go into one order, and into all of a customer's unpaid orders together (<c>Orders__Quantity</c>).
    /// Default: 20, more than a household orders at once. From 1 to 10,000.
    /// </summary>
    [Range(1, 10_000, ErrorMessage = "Orders:Quantity must lie between 1 and 10000.")]
    public int Quantity { get; set; } = 20;
}
