using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;

namespace Frontend.Sessions;

/// <summary>The tokens that act for the customer towards the order API; they never leave the server.</summary>
internal sealed record SessionTokens(string AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt)
{
    private const string AccessTokenName = "access_token";
    private const string RefreshTokenName = "refresh_token";
    private const string ExpiresAtName = "expires_at";

    /// <summary>Takes the tokens out of the properties in which the OpenID Connect handler leaves them. The ID token stays: logout wants it as a hint.</summary>
    /// <returns>The tokens, or null when there are none: only a login brings some.</returns>
    public static SessionTokens? TakeFrom(AuthenticationProperties properties)
    {
        if (properties.GetTokenValue(AccessTokenName) is not { } accessToken)
        {
            return null;
        }

        var expiresAt = properties.GetTokenValue(ExpiresAtName) ?? throw new InvalidOperationException("The issuer sent an access token without 'expires_in'.");
        var tokens = new SessionTokens(accessToken, properties.GetTokenValue(RefreshTokenName), DateTimeOffset.Parse(expiresAt, CultureInfo.InvariantCulture));

        properties.StoreTokens(properties.GetTokens().Where(token => token.Name is not (AccessTokenName or RefreshTokenName or ExpiresAtName)).ToArray());
        return tokens;
    }

    public byte[] SealWith(SessionKey key) => key.Seal(JsonSerializer.SerializeToUtf8Bytes(this), nameof(SessionTokens));

    public static SessionTokens Open(SessionKey key, byte[] sealedBytes) =>
        JsonSerializer.Deserialize<SessionTokens>(key.Open(sealedBytes, nameof(SessionTokens)))!;
}
