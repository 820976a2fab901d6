using System.Net;
using System.Text.Json;
using Auth.Tests.Running;
using Microsoft.IdentityModel.Tokens;

namespace Auth.Tests.Protocol;

public sealed class DiscoveryTests(SqliteApplication fixture) : IClassFixture<SqliteApplication>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://shop.example/auth/.well-known/openid-configuration", null)]
    [InlineData("http://auth/auth/.well-known/openid-configuration", null)]
    [InlineData("http://auth/auth/.well-known/oauth-authorization-server", null)]
    [InlineData("http://10.1.2.3:8000/auth/.well-known/openid-configuration", "evil.example")]
    public async Task Every_address_is_the_issuers_however_the_document_was_asked_for(string address, string? forwardedHost)
    {
        using var client = fixture.Application.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (forwardedHost is not null)
        {
            request.Headers.Add("X-Forwarded-Host", forwardedHost);
        }

        using var response = await client.SendAsync(request, Cancelled);
        var document = await response.JsonAsync(Cancelled);

        document.Text("issuer").ShouldBe(AuthApplication.Issuer);
        document.EnumerateObject().Where(property => property.Name.EndsWith("_endpoint", StringComparison.Ordinal) || property.Name == "jwks_uri").ToList()
            .ShouldSatisfyAllConditions(
                endpoints => endpoints.Count.ShouldBe(8),
                endpoints => endpoints.ShouldAllBe(endpoint => endpoint.Value.GetString()!.StartsWith(AuthApplication.Issuer + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_document_says_what_the_service_does()
    {
        using var client = fixture.Application.CreateClient();
        using var response = await client.GetAsync("/auth/.well-known/openid-configuration", Cancelled);
        var document = await response.JsonAsync(Cancelled);

        Values(document, "grant_types_supported").ShouldBe(["authorization_code", "client_credentials", "password", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"]);
        Values(document, "code_challenge_methods_supported").ShouldBe(["S256"]);
        Values(document, "response_modes_supported").ShouldBe(["query"]);
        Values(document, "id_token_signing_alg_values_supported").ShouldBe(["ES256"]);
        Values(document, "scopes_supported").ShouldBe(["board", "email", "offline_access", "openid", "orders", "profile", "roles"]);
        Values(document, "prompt_values_supported").ShouldContain("create");
    }

    [Fact]
    public async Task Published_keys_are_public_and_named_by_their_thumbprint()
    {
        using var client = fixture.Application.CreateClient();
        var document = await client.GetStringAsync("/auth/.well-known/jwks", Cancelled);

        document.ShouldNotContain("\"d\"");
        var published = new JsonWebKeySet(document).Keys.ShouldHaveSingleItem();
        published.KeyId.ShouldBe(Base64UrlEncoder.Encode(published.ComputeJwkThumbprint()));
        published.Crv.ShouldBe("P-256");
    }

    [Theory]
    [InlineData("/connect/token")]
    [InlineData("/")]
    [InlineData("/authentic")]
    [InlineData("/auth/health")]
    [InlineData("/auth/alive")]
    public async Task Nothing_is_answered_outside_of_the_prefix_and_no_probe_inside(string path)
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.GetAsync(path, Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_OpenAPI_document_has_an_example_for_every_body()
    {
        using var client = fixture.Application.CreateClient();
        using var response = await client.GetAsync("/auth/openapi/v1.json", Cancelled);
        var document = await response.JsonAsync(Cancelled);

        document.GetProperty("servers")[0].Text("url").ShouldBe(AuthApplication.Issuer);
        var paths = document.GetProperty("paths").EnumerateObject().ToList();
        paths.Select(path => path.Name).ShouldBe(["/register", "/me", "/connect/token", "/connect/userinfo"], ignoreOrder: true);

        var operations = paths.SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value).ToList();
        var bodies = operations.SelectMany(operation => operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Value))
            .Concat(operations.Where(operation => operation.TryGetProperty("requestBody", out _)).Select(operation => operation.GetProperty("requestBody")))
            .Where(body => body.TryGetProperty("content", out _))
            .SelectMany(body => body.GetProperty("content").EnumerateObject().Select(content => content.Value))
            .ToList();
        bodies.Count.ShouldBeGreaterThan(8);
        bodies.Where(body => !body.TryGetProperty("example", out _)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Values(JsonElement document, string property) =>
        document.GetProperty(property).EnumerateArray().Select(value => value.GetString()!).Order(StringComparer.Ordinal);
}
