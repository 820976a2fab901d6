using Auth.Clients;
using Auth.Pages;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Protocol;

/// <summary>
/// Logs a person out (OpenID Connect RP-Initiated Logout 1.0). Without proof that the request comes from a client that this person uses, a page asks
/// first: otherwise any link could log people out.
/// </summary>
internal static class EndSessionEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, IAntiforgery antiforgery, IOptions<FrontendOptions> frontend)
    {
        if (context.GetOpenIddictServerResponse() is { } error)
        {
            return ProblemPage.For(error, context, frontend.Value);
        }

        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (session.Succeeded)
        {
            var hint = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
            var isHinted = hint?.GetClaim(Claims.Subject) is { } subject && subject == session.Principal.GetClaim(Claims.Subject);
            var isConfirmed = HttpMethods.IsPost(context.Request.Method) && await antiforgery.IsRequestValidAsync(context);
            if (!isHinted && !isConfirmed)
            {
                return LogoutPage.For(context, antiforgery, frontend.Value);
            }

            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        }

        return TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = ReturnAddress.Home(frontend.Value) },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
