using Auth.Clients;
using Auth.Pages;
using Auth.SignIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
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
    public static async Task<IResult> HandleAsync(
        HttpContext context, IAntiforgery antiforgery, SignInSessions sessions, IOptions<FrontendOptions> frontend, CancellationToken cancellationToken)
    {
        if (context.GetOpenIddictServerResponse() is { } error)
        {
            return ProblemPage.For(error, context, frontend.Value);
        }

        var hint = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (await sessions.FindAsync(context) is { } session)
        {
            var isHinted = hint?.GetClaim(Claims.Subject) == session.User.Id;
            var isConfirmed = HttpMethods.IsPost(context.Request.Method) && await antiforgery.IsRequestValidAsync(context);
            if (!isHinted && !isConfirmed)
            {
                return LogoutPage.For(context);
            }

            await sessions.EndAsync(context, cancellationToken);
        }

        // The client may have been logged in to by a session that this browser no longer names.
        if (hint?.GetClaim(TokenPrincipals.SessionId) is { } id)
        {
            await sessions.EndAsync(id, cancellationToken);
        }

        return TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = ReturnAddress.Home(frontend.Value) },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
