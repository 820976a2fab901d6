namespace Auth.Brand;

/// <summary>What the shop is called on pages and in mails (section <c>Auth:Brand</c>).</summary>
public sealed class BrandOptions
{
    public const string Section = "Auth:Brand";

    /// <summary>Default: <c>Shop</c>.</summary>
    public string Name { get; set; } = "Shop";
}
