using System.Globalization;
using System.Security.Claims;
using Auth.Data;
using Auth.SignIn;
using Auth.Throttling;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Protocol;

/// <summary>
/// Exchanges a grant for tokens (RFC 6749 §3.2). OpenIddict has checked the client, its permissions and the grant's validity before. Only
/// <c>invalid_grant</c> says that a refresh token is worth nothing any more; whoever gets another error keeps it.
/// </summary>
internal static class TokenEndpoint
{
    private static readonly TimeSpan LongestAnnouncedWait = TimeSpan.FromHours(1);

    public static async Task<IResult> HandleAsync(
        HttpContext context, TokenPrincipals principals, CredentialCheck credentials, UserManager<User> users, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see a token request.");

        if (request.IsPasswordGrantType())
        {
            var (user, retryAfter, _) = await credentials.CheckAsync(context, request.Username, request.Password, cancellationToken);
            if (retryAfter is { } delay)
            {
                return new TooManyAttempts(delay);
            }

            return user is null
                ? Refuse("The e-mail address or the password is wrong, or the address is not confirmed.")
                : Issue(await principals.ForPersonAsync(user, request.GetScopes(), time.GetUtcNow().ToUnixTimeSeconds(), session: null));
        }

        if (request.IsAuthorizationCodeGrantType() || request.IsRefreshTokenGrantType() || request.IsDeviceCodeGrantType())
        {
            var granted = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal
                ?? throw new InvalidOperationException("OpenIddict did not recover what was granted.");

            if (await principals.FindPersonAsync(granted) is not { } user)
            {
                return Refuse("The account no longer exists or has a new password. Log in again.");
            }

            // Claims are taken from the account anew: a role that was given or taken meanwhile counts from the next refresh on.
            return await users.IsLockedOutAsync(user)
                ? Locked(context, user.LockoutEnd - time.GetUtcNow())
                : Issue(await principals.ForPersonAsync(user, granted));
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

    // A lock is an operator's, and may be lifted again: what was granted stays as it is.
    private static ProblemHttpResult Locked(HttpContext context, TimeSpan? remaining)
    {
        var wait = remaining < LongestAnnouncedWait ? remaining.Value : LongestAnnouncedWait;
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The account is locked", detail: "No tokens are issued while the account is locked. Try again later.");
    }
}
