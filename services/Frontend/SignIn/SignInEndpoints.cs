using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontend.SignIn;

/// <summary>Login and logout: navigations that leave for the issuer and come back.</summary>
internal static class SignInEndpoints
{
    public const string LoginPath = "/login";
    public const string LogoutPath = "/logout";
    public const string AccessDeniedPath = "/access-denied";
    public const string LoginProblemPath = "/login-problem";
    public const string ReturnUrl = "returnUrl";

    // OpenID Connect's "Initiating User Registration": the issuer shows its registration instead of its login.
    private const string CreateAccount = "create";

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(LoginPath, LoginAsync);
        endpoints.MapPost(LogoutPath, LogoutAsync);
    }

    /// <summary>The address of the login that leads back to a page.</summary>
    public static string LoginAddress(string returnUrl) => $"{LoginPath}?{ReturnUrl}={Uri.EscapeDataString(returnUrl)}";

    /// <summary>The address of a login that begins with making an account.</summary>
    public static string RegisterAddress(string returnUrl) => $"{LoginAddress(returnUrl)}&register=true";

    /// <summary>The address of a login that is begun once more, without the visitor's doing.</summary>
    public static string RepeatedLoginAddress(string returnUrl, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{LoginAddress(returnUrl)}&attempt={attempt}");

    private static async Task<Results<ChallengeHttpResult, RedirectHttpResult>> LoginAsync(string? returnUrl, bool? register, int? attempt, IssuerAvailability issuer, CancellationToken cancellationToken)
    {
        var target = LocalOrHome(returnUrl);
        var challenge = new OpenIdConnectChallengeProperties { RedirectUri = target, Prompt = register is true ? CreateAccount : null };
        if (attempt is { } repetition)
        {
            PendingLogins.Repeat(challenge, repetition);
        }

        return await issuer.IsAvailableAsync(cancellationToken)
            ? TypedResults.Challenge(challenge, [OpenIdConnectDefaults.AuthenticationScheme])
            : TypedResults.Redirect($"{LoginProblemPath}?reason=unavailable&{ReturnUrl}={Uri.EscapeDataString(target)}");
    }

    private static async Task<Results<SignOutHttpResult, RedirectHttpResult, BadRequest>> LogoutAsync(HttpContext context, IAntiforgery antiforgery, IssuerAvailability issuer)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        if (await issuer.IsAvailableAsync(context.RequestAborted))
        {
            return TypedResults.SignOut(
                new AuthenticationProperties { RedirectUri = "/" },
                [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
        }

        // This browser's session ends in any case; the issuer's own can't be reached now.
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.Redirect("/");
    }

    /// <summary>Only paths of this site are led back to: a link with a foreign address must not use the login as a springboard.</summary>
    private static string LocalOrHome(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}
