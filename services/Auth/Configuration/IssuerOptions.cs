namespace Auth.Configuration;

/// <summary>Where the service is seen from outside (section <c>Auth</c>).</summary>
public sealed class IssuerOptions
{
    public const string Section = "Auth";

    /// <summary>The absolute address of <c>/auth</c> as browsers and other services know it, such as <c>https://shop.example/auth</c>. Required.</summary>
    public string Issuer { get; set; } = "";

    /// <summary><see cref="Issuer"/>, once validated.</summary>
    public Uri Address => new(Issuer.TrimEnd('/'));
}
