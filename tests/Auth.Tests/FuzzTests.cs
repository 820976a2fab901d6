using System.Net;
using System.Text;
using Auth.Tests.Running;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tests;

namespace Auth.Tests;

public sealed class FuzzOnSqliteTests(SqliteApplication fixture) : FuzzTests(fixture), IClassFixture<SqliteApplication>;

public sealed class FuzzOnPostgreSqlTests(PostgreSqlApplication fixture) : FuzzTests(fixture), IClassFixture<PostgreSqlApplication>;

/// <summary>Whatever a client sends, the fault is the client's: no answer is a 5xx. What is sent follows from the seed alone.</summary>
public abstract class FuzzTests(ApplicationFixture fixture)
{
    private const int Requests = 400;

    private static readonly string[] Names =
    [
        "email", "password", "name", "returnUrl", "remember", "current", "user", "token", "registered", "allowed", "decision", "user_code", "device_code", "__RequestVerificationToken",
        "client_id", "client_secret", "grant_type", "scope", "code", "code_verifier", "code_challenge", "code_challenge_method", "redirect_uri", "response_type", "response_mode", "state", "nonce",
        "prompt", "max_age", "asked", "username", "refresh_token", "token_type_hint", "id_token_hint", "post_logout_redirect_uri", "request", "request_uri", "client_assertion", "ui_locales", "resource", "audience",
    ];

    private static readonly string[] Values =
    [
        "", "\0", "a\0b", " ", "true", "-1", "0", "99999999999999999999", "NaN", "null", "undefined", "[]", "{}", "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "%", "\r\nSet-Cookie: a=b",
        "\u202Eevil", "zero\u200Bwidth@example.com", "\U0001F512", "\uFFFD", "e\u0301", "ada@example.com", "correct horse battery", "cli", "frontend", "reports", "a-secret-of-the-frontend",
        "password", "refresh_token", "authorization_code", "client_credentials", "urn:ietf:params:oauth:grant-type:device_code", "openid orders board offline_access", "code", "query", "form_post", "S256", "plain",
        "login", "none", "create", "none login", "https://shop.example/signin-oidc", "https://evil.example", "//evil.example", "javascript:alert(1)", "1111-2222-3333", "allow", "deny",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "CfDJ8AAAA", "b6a2ad1d-0000-4000-8000-000000000000", "Bearer", "x".PadRight(5_000, 'x'), "\u00E9".PadRight(300, '\u00E9'),
    ];

    private static readonly string[] ContentTypes =
    [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "application/json", "application/json", "application/json; charset=utf-7", "application/json; charset=utf-16",
        "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=b", "multipart/form-data", "text/plain", "application/xml", "nonsense", "",
    ];

    private static readonly string[] Methods = ["GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task Nothing_that_is_sent_is_answered_by_a_5xx(int seed, bool isLoggedIn)
    {
        var random = new Random(seed);
        var paths = Paths();
        paths.Count.ShouldBeGreaterThan(20);
        using var client = fixture.Application.CreateClient();
        IReadOnlyList<(string Name, string Value)> hidden = [];
        if (isLoggedIn)
        {
            var email = await client.RegisterAsync(Cancelled);
            using var loggedIn = await client.LogInAsync(email, Http.Password, Cancelled);
            using var page = await client.GetAsync("/auth/password", Cancelled);
            hidden = await page.HiddenFieldsAsync(Cancelled);
        }

        List<string> failures = [];
        for (var number = 0; number < Requests; number++)
        {
            var path = paths[number % paths.Count];

            // Logging out is tried by others.
            if (isLoggedIn && path.EndsWith("/end-sessions", StringComparison.Ordinal))
            {
                continue;
            }

            var (request, body) = NewRequest(random, path, random.Next(2) == 0 ? hidden : []);
            using var sent = request;
            using var response = await client.SendAsync(request, Cancelled);
            if (response.StatusCode >= HttpStatusCode.InternalServerError)
            {
                failures.Add($"{(int)response.StatusCode} {request}\n{body}\n{await response.Content.ReadAsStringAsync(Cancelled)}");
            }
        }

        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_the_clients_mistake_wherever_it_is_sent()
    {
        using var client = fixture.Application.CreateClient();

        (await UnreadableForms.FindUnrefusedAsync(client, Paths(), Cancelled)).ShouldBeEmpty();
    }

    private List<string> Paths() =>
    [
        .. fixture.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/auth/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{documentName}", "v1", StringComparison.Ordinal))
            .Where(path => !path.Contains('{', StringComparison.Ordinal))
            .Concat(["/auth/connect/introspect", "/auth/connect/revoke", "/auth/connect/device", "/auth/.well-known/openid-configuration", "/auth/.well-known/jwks"])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static (HttpRequestMessage Request, string Body) NewRequest(Random random, string path, IReadOnlyList<(string Name, string Value)> hidden)
    {
        var query = random.Next(2) == 0 ? "" : "?" + Form(random, []);
        var request = new HttpRequestMessage(new HttpMethod(Pick(random, Methods)), path + query);
        if (random.Next(4) == 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"{Pick(random, ["Bearer", "Basic", "DPoP", ""])} {Pick(random, ["", "eyJhbGciOiJub25lIn0.e30.", "Y2xpOg==", "%%%", "ZnJvbnRlbmQ6YQ=="])}");
        }

        if (random.Next(3) == 0)
        {
            request.Headers.TryAddWithoutValidation("Accept", Pick(random, ["text/html", "application/json", "*/*", "nonsense"]));
        }

        var body = "";
        if (request.Method.Method is "POST" or "PUT" or "PATCH" or "DELETE")
        {
            var type = Pick(random, ContentTypes);
            body = type.Contains("json", StringComparison.Ordinal) ? Json(random)
                : type.StartsWith("multipart", StringComparison.Ordinal) ? $"--b\r\nContent-Disposition: form-data; name=\"{Pick(random, Names)}\"\r\n\r\n{Pick(random, Values)}\r\n--b--"
                : Form(random, hidden);
            request.Content = new ByteArrayContent((type.Contains("utf-16", StringComparison.Ordinal) ? Encoding.Unicode : Encoding.UTF8).GetBytes(body));
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return (request, body);
    }

    private static string Form(Random random, IReadOnlyList<(string Name, string Value)> hidden) => string.Join('&', hidden
        .Concat(Enumerable.Range(0, random.Next(8)).Select(_ => (Name: Pick(random, Names), Value: Pick(random, Values))))
        .Select(field => $"{Uri.EscapeDataString(field.Name)}={(random.Next(20) == 0 ? Pick(random, ["%zz", "%", "%c0%af", "%ff%fe", "+"]) : Uri.EscapeDataString(field.Value))}"));

    private static readonly string[] Fields = ["email", "password", "name"];

    private static string Json(Random random) => random.Next(4) switch
    {
        0 => Pick(random, ["", "null", "[]", "{", "{\"email\":1}", "{\"email\":\"\\ud800\"}", "\"text\"", "{\"email\":{\"email\":{}}}", new string('[', 200)]),
        _ => "{" + string.Join(',', Fields.Select(name => $"\"{name}\":{System.Text.Json.JsonSerializer.Serialize(Pick(random, Values))}")) + "}",
    };

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
