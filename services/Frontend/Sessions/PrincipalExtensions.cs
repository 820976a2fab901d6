using System.Security.Claims;

namespace Frontend.Sessions;

/// <summary>The claims of an ID token that pages use.</summary>
internal static class PrincipalExtensions
{
    /// <summary>Who it is, for ever the same (OpenID Connect Core §2).</summary>
    public static string Subject(this ClaimsPrincipal user) =>
        user.FindFirst("sub")?.Value ?? throw new InvalidOperationException("The issuer's ID token names no subject.");

    /// <summary>What to call the customer.</summary>
    public static string DisplayName(this ClaimsPrincipal user) =>
        user.FindFirst("name")?.Value is { Length: > 0 } name ? name : user.FindFirst("email")?.Value ?? "Customer";
}
