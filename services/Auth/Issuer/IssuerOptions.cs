using Microsoft.Extensions.Options;

namespace Auth.Issuer;

/// <summary>Where the service is seen from outside (section <c>Auth</c>).</summary>
public sealed class IssuerOptions
{
    public const string Section = "Auth";

    /// <summary>The absolute address of <c>/auth</c> as browsers and other services know it, such as <c>https://shop.example/auth</c>. Required.</summary>
    public string Issuer { get; set; } = "";

    /// <summary><see cref="Issuer"/>, once validated.</summary>
    public Uri Address => new(Issuer.TrimEnd('/'));
}

internal sealed class IssuerOptionsValidator : IValidateOptions<IssuerOptions>
{
    public ValidateOptionsResult Validate(string? name, IssuerOptions options)
    {
        if (options.Issuer.Length == 0)
        {
            return ValidateOptionsResult.Fail("Auth:Issuer is missing. Set it to the address of /auth as seen from outside, such as http://localhost:8080/auth.");
        }

        if (!Uri.TryCreate(options.Issuer, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            return ValidateOptionsResult.Fail($"Auth:Issuer is '{options.Issuer}', which is not an absolute http or https address without query and fragment (RFC 8414 §2).");
        }

        return address.AbsolutePath.TrimEnd('/') == PathPrefix.Value
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Auth:Issuer is '{options.Issuer}', but this service answers under {PathPrefix.Value}. Set it to '{address.GetLeftPart(UriPartial.Authority)}{PathPrefix.Value}'.");
    }
}
