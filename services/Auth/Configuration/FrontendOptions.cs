namespace Auth.Configuration;

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
