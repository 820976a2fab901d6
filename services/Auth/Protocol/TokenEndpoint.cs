using System.Security.Claims;
using Auth.SignIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Protocol;

/// <summary>Exchanges a grant for tokens (RFC 6749 §3.2). OpenIddict has checked the client, its permissions and the grant's validity before.</summary>
internal static class TokenEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, TokenPrincipals principals, CredentialCheck credentials)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see a token request.");

        if (request.IsPasswordGrantType())
        {
            var (user, retryAfter) = await credentials.CheckAsync(request.Username, request.Password, ClientAddress.From(context));
            if (retryAfter is { } delay)
            {
                return new TooManyAttempts(delay);
            }

            return user is null
                ? Refuse("The e-mail address or the password is wrong, or the account is locked for some minutes.")
                : Issue(await principals.ForPersonAsync(user, request.GetScopes()));
        }

        if (request.IsAuthorizationCodeGrantType() || request.IsRefreshTokenGrantType())
        {
            var granted = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal
                ?? throw new InvalidOperationException("OpenIddict did not recover what was granted.");

            // Claims are taken from the account anew: a role that was given or taken meanwhile counts from the next refresh on.
            return await principals.FindPersonAsync(granted) is { } user
                ? Issue(await principals.ForPersonAsync(user, granted.GetScopes()))
                : Refuse("The account no longer exists, is locked, or has a new password. Log in again.");
        }

        if (request.IsClientCredentialsGrantType())
        {
            return Issue(principals.ForMachine(request.ClientId!, request.GetScopes()));
        }

        throw new InvalidOperationException($"OpenIddict let the grant type '{request.GrantType}' pass, which is not supported here.");
    }

    private static SignInHttpResult Issue(ClaimsPrincipal principal) =>
        TypedResults.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

    private static ForbidHttpResult Refuse(string description) => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
