using System.Collections.Immutable;
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
    // Without a destination it stays in authorization codes and refresh tokens, which only this service can read.
    private const string SecurityStamp = "security_stamp";

    public async Task<ClaimsPrincipal> ForPersonAsync(User user, ImmutableArray<string> scopes)
    {
        var identity = NewIdentity();
        identity.SetClaim(Claims.Subject, user.Id)
            .SetClaim(Claims.Email, user.Email)
            .SetClaim(Claims.Name, user.DisplayName ?? user.Email)
            .SetClaims(Claims.Role, [.. await users.GetRolesAsync(user)])
            .SetClaim(SecurityStamp, user.SecurityStamp);

        return Grant(identity, scopes);
    }

    public ClaimsPrincipal ForMachine(string clientId, ImmutableArray<string> scopes)
    {
        var identity = NewIdentity();
        identity.SetClaim(Claims.Subject, clientId).SetClaim(Claims.Name, clientId);
        if (machines.Value.TryGetValue(clientId, out var machine))
        {
            identity.SetClaims(Claims.Role, [.. machine.Roles]);
        }

        return Grant(identity, scopes);
    }

    /// <summary>The account behind a code or refresh token, if it may still have tokens: not locked, its password unchanged since.</summary>
    public async Task<User?> FindPersonAsync(ClaimsPrincipal principal)
    {
        var user = principal.GetClaim(Claims.Subject) is { } subject ? await users.FindByIdAsync(subject) : null;
        return user is not null && user.SecurityStamp == principal.GetClaim(SecurityStamp) && !await users.IsLockedOutAsync(user) ? user : null;
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
            _ => [],
        });
        return new ClaimsPrincipal(identity);
    }

    // The access token carries them always: the order service decides by e-mail address and role.
    private static string[] WithIdentityToken(ImmutableArray<string> scopes, string scope) =>
        scopes.Contains(scope) ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.AccessToken];
}
