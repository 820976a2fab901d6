using Microsoft.Extensions.Options;

namespace Auth.Clients;

/// <summary>The confidential client <c>frontend</c> (section <c>Auth:Frontend</c>). Without this section there is no such client.</summary>
public sealed class FrontendOptions
{
    public const string Section = "Auth:Frontend";

    /// <summary>The secret that the frontend proves itself with; at least 16 characters.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The secret before the last change: accepted too, so that frontends which still have it go on working while they are replaced.</summary>
    public string? PreviousClientSecret { get; set; }

    /// <summary>One or several origins, separated by commas, semicolons or spaces: redirects go to <c>/signin-oidc</c> and <c>/signout-callback-oidc</c> there.</summary>
    public string? Address { get; set; }

    /// <summary><see cref="Address"/> as origins without a trailing slash, once validated.</summary>
    public IReadOnlyList<string> Origins =>
        [.. (Address ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(address => address.TrimEnd('/'))];
}

internal sealed class FrontendOptionsValidator : IValidateOptions<FrontendOptions>
{
    private const int MinSecretLength = 16;

    public ValidateOptionsResult Validate(string? name, FrontendOptions options)
    {
        List<string> failures = [];
        var hasSecret = !string.IsNullOrEmpty(options.ClientSecret);
        if (hasSecret != options.Origins.Count > 0)
        {
            failures.Add(hasSecret
                ? "Auth:Frontend:Address is missing. Set it to the frontend's origin, such as http://localhost:8080, or remove Auth:Frontend:ClientSecret."
                : "Auth:Frontend:ClientSecret is missing. Set it to the secret that the frontend has, or remove Auth:Frontend:Address.");
        }

        if (hasSecret && options.ClientSecret!.Length < MinSecretLength)
        {
            failures.Add($"Auth:Frontend:ClientSecret must have at least {MinSecretLength} characters; it has {options.ClientSecret.Length}.");
        }

        failures.AddRange(options.Origins
            .Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.GetLeftPart(UriPartial.Authority) != origin)
            .Select(origin => $"Auth:Frontend:Address contains '{origin}', which is not an origin such as https://shop.example (scheme, host and port only)."));

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
