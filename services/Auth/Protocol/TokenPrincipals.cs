using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Auth.Clients;
using Auth.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Protocol;

/// <summary>Decides which claims go into which token.</summary>
internal sealed class TokenPrincipals(UserManager<User> users, IOptions<MachineClientsOptions> machines)
{
    /// <summary>The session of a browser that tokens came of (OpenID Connect Front-Channel Logout 1.0 §3).</summary>
    public const string SessionId = "sid";

    // Without a destination it stays in authorization codes and refresh tokens, which only this service can read.
    private const string SecurityStamp = "security_stamp";

    /// <param name="user">The account.</param>
    /// <param name="scopes">What was asked for.</param>
    /// <param name="signedInAt">When the password was entered, in seconds since 1970-01-01T00:00Z, if it is known.</param>
    /// <param name="session">The session that the tokens end with; <see langword="null"/> for those of a command line.</param>
    public async Task<ClaimsPrincipal> ForPersonAsync(User user, ImmutableArray<string> scopes, long? signedInAt, string? session)
    {
        var roles = await users.GetRolesAsync(user);
        var identity = NewIdentity();
        identity.SetClaim(Claims.Subject, user.Id)
            .SetClaim(Claims.Email, user.Email)
            .SetClaim(Claims.Name, user.DisplayName ?? user.Email)
            .SetClaims(Claims.Role, [.. roles])
            .SetClaim(Claims.AuthenticationTime, signedInAt)
            .SetClaim(SessionId, session)
            .SetClaim(SecurityStamp, user.SecurityStamp);
        identity.SetAuthorizationId(session);

        return Grant(identity, ApiScopes.Grantable(scopes, roles));
    }

    /// <summary>The same for what was granted before: with today's claims of the account.</summary>
    public Task<ClaimsPrincipal> ForPersonAsync(User user, ClaimsPrincipal granted) => ForPersonAsync(
        user, granted.GetScopes(), long.TryParse(granted.GetClaim(Claims.AuthenticationTime), CultureInfo.InvariantCulture, out var seconds) ? seconds : null, granted.GetClaim(SessionId));

    public ClaimsPrincipal ForMachine(string clientId, ImmutableArray<string> scopes)
    {
        var identity = NewIdentity();
        identity.SetClaim(Claims.Subject, clientId).SetClaim(Claims.Name, clientId);
        IEnumerable<string> roles = machines.Value.TryGetValue(clientId, out var machine) ? machine.Roles : [];
        identity.SetClaims(Claims.Role, [.. roles]);

        return Grant(identity, ApiScopes.Grantable(scopes, roles));
    }

    /// <summary>The account behind a code or refresh token, if there still is one whose password has not changed since.</summary>
    public async Task<User?> FindPersonAsync(ClaimsPrincipal principal)
    {
        var user = principal.GetClaim(Claims.Subject) is { } subject ? await users.FindByIdAsync(subject) : null;
        return user is not null && user.SecurityStamp == principal.GetClaim(SecurityStamp) ? user : null;
    }

    private static ClaimsIdentity NewIdentity() => new(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);

    private static ClaimsPrincipal Grant(ClaimsIdentity identity, ImmutableArray<string> scopes)
    {
        identity.SetScopes(scopes);
        identity.SetResources(ApiScopes.Audiences(scopes));
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Subject => [Destinations.AccessToken, Destinations.IdentityToken],
            Claims.Name => WithIdentityToken(scopes, Scopes.Profile),
            Claims.Email => WithIdentityToken(scopes, Scopes.Email),
            Claims.Role => WithIdentityToken(scopes, Scopes.Roles),
            Claims.AuthenticationTime or SessionId => [Destinations.IdentityToken],
            _ => [],
        });
        return new ClaimsPrincipal(identity);
    }

    // The access token carries them always: the order service decides by e-mail address and role.
    private static string[] WithIdentityToken(ImmutableArray<string> scopes, string scope) =>
        scopes.Contains(scope) ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.AccessToken];
}
