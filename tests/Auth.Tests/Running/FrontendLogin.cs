using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace Auth.Tests.Running;

/// <summary>The frontend's and the browser's side of a log-in by authorization code with PKCE.</summary>
internal sealed class FrontendLogin(HttpClient client)
{
    public const string RedirectUri = AuthApplication.Origin + "/signin-oidc";

    public string Verifier { get; } = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    public string State { get; } = RandomNumberGenerator.GetHexString(16);

    public string Nonce { get; } = RandomNumberGenerator.GetHexString(16);

    public string Challenge => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public string AuthorizeAddress(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = "frontend",
            ["redirect_uri"] = RedirectUri,
            ["response_type"] = "code",
            ["scope"] = "openid profile email roles orders offline_access",
            ["state"] = State,
            ["nonce"] = Nonce,
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return QueryHelpers.AddQueryString("/auth/connect/authorize", parameters.Where(parameter => parameter.Value is not null));
    }

    /// <summary>Goes from the frontend's redirect over the log-in page back to the frontend.</summary>
    /// <returns>The parameters that the frontend is called back with.</returns>
    public async Task<Dictionary<string, string>> LogInAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var challenged = await client.GetAsync(AuthorizeAddress(), cancellationToken);
        using var page = await client.GetAsync(Redirect(challenged, "/auth/login?"), cancellationToken);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var submitted = await client.PostFormAsync(
            "/auth/login", cancellationToken, [.. await page.HiddenFieldsAsync(cancellationToken), ("email", email), ("password", password)]);
        using var granted = await client.GetAsync(Redirect(submitted, "/auth/connect/authorize?"), cancellationToken);
        return CallbackParameters(granted);
    }

    public async Task<JsonElement> ExchangeAsync(string code, CancellationToken cancellationToken)
    {
        using var response = await RequestTokensAsync(code, Verifier, AuthApplication.FrontendSecret, cancellationToken);
        return await response.JsonAsync(cancellationToken);
    }

    public Task<HttpResponseMessage> RequestTokensAsync(string code, string verifier, string secret, CancellationToken cancellationToken) => client.TokenAsync(
        cancellationToken,
        ("grant_type", "authorization_code"),
        ("client_id", "frontend"),
        ("client_secret", secret),
        ("code", code),
        ("code_verifier", verifier),
        ("redirect_uri", RedirectUri));

    public static Dictionary<string, string> CallbackParameters(HttpResponseMessage response) =>
        QueryHelpers.ParseQuery(new Uri(Redirect(response, RedirectUri)).Query).ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());

    public static string Redirect(HttpResponseMessage response, string expected)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var location = response.Headers.Location!.OriginalString;
        location.ShouldStartWith(expected);
        return location;
    }
}
