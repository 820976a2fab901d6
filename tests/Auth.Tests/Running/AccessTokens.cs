using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Auth.Tests.Running;

/// <summary>Validates tokens as a resource server does: with nothing but the published keys.</summary>
internal static class AccessTokens
{
    public static async Task<JsonWebToken> ValidateAsync(HttpClient client, string token, CancellationToken cancellationToken, string type = "at+jwt", string audience = "orders")
    {
        var keys = new JsonWebKeySet(await client.GetStringAsync("/auth/.well-known/jwks", cancellationToken));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = AuthApplication.Issuer,
            ValidAudience = audience,
            ValidTypes = [type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.GetSigningKeys(),
        });
        result.IsValid.ShouldBeTrue(result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }
}
