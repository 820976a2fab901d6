using System.ComponentModel.DataAnnotations;

namespace Order.Products;

/// <summary>How the catalogue is shown; configuration section <c>Products</c>.</summary>
internal sealed class CatalogueOptions
{
    public const string SectionName = "Products";

    /// <summary>
    /// How old an answer may become that nobody has said to be outdated, in the service's memory and again in a client's
    /// (<c>Products__MaxAge</c>). Default: a second. From a second to a day.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Products:MaxAge must lie between 00:00:01 and 1.00:00:00.")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(1);
}
