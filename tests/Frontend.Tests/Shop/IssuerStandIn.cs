using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Frontend.Tests.Shop;

/// <summary>
/// An OpenID Connect issuer as small as the protocol allows: whoever comes is logged in as <see cref="User"/> at once. Its
/// refresh tokens are good for one use, without any leeway.
/// </summary>
public sealed class IssuerStandIn : IAsyncDisposable
{
    public const string ClientSecret = "a-secret-that-only-the-tests-know";

    private readonly WebApplication _app;
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };
    private readonly ConcurrentDictionary<string, Grant> _codes = new();
    private readonly ConcurrentDictionary<string, Customer> _refreshTokens = new();
    private int _refreshes;

    private IssuerStandIn(WebApplication app) => _app = app;

    public Customer User { get; set; } = Customer.Ida;

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Answers 503 to everything, as a gateway does in front of nothing.</summary>
    public bool IsDown { get; set; }

    /// <summary>The status with which refreshes are refused, as a proxy or a limit does: without a word about the token.</summary>
    public int? RefusesRefreshesWith { get; set; }

    /// <summary>How many refresh tokens were presented, good or not.</summary>
    public int Refreshes => _refreshes;

    public Uri Address { get; private set; } = null!;

    public string Issuer => new Uri(Address, "auth").ToString();

    public static async Task<IssuerStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var issuer = new IssuerStandIn(app);

        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.All });
        app.Use((context, next) =>
        {
            if (!issuer.IsDown)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        app.MapGet("/auth/.well-known/openid-configuration", (HttpRequest request) => Results.Json(Configuration(Origin(request))));
        app.MapGet("/auth/jwks", () => Results.Json(new { keys = new[] { issuer.PublicKey() } }));
        app.MapGet("/auth/authorize", issuer.Authorize);
        app.MapPost("/auth/token", issuer.TokenAsync);
        app.MapGet("/auth/logout", (HttpRequest request) => Results.Redirect($"{request.Query["post_logout_redirect_uri"]}?state={Uri.EscapeDataString(request.Query["state"].ToString())}"));

        await app.StartAsync();
        issuer.Address = new Uri(app.Urls.Single());
        return issuer;
    }

    /// <summary>No refresh token that was ever issued is accepted any more.</summary>
    public void RevokeAll() => _refreshTokens.Clear();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.ECDsa.Dispose();
    }

    private static string Origin(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static object Configuration(string origin) => new
    {
        issuer = $"{origin}/auth",
        authorization_endpoint = $"{origin}/auth/authorize",
        token_endpoint = $"{origin}/auth/token",
        jwks_uri = $"{origin}/auth/jwks",
        end_session_endpoint = $"{origin}/auth/logout",
        response_types_supported = new[] { "code" },
        code_challenge_methods_supported = new[] { "S256" },
    };

    private JsonWebKey PublicKey()
    {
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(_key);
        key.D = null;
        return key;
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        var code = Guid.NewGuid().ToString("n");
        _codes[code] = new Grant(User, query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (form["client_secret"] != ClientSecret)
        {
            return Error("invalid_client");
        }

        if (form["grant_type"] == "refresh_token")
        {
            if (RefusesRefreshesWith is { } status)
            {
                return Results.Text("Later.", statusCode: status);
            }

            Interlocked.Increment(ref _refreshes);
            return _refreshTokens.TryRemove(form["refresh_token"].ToString(), out var customer)
                ? Tokens(Origin(request), customer, nonce: null)
                : Error("invalid_grant");
        }

        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return _codes.TryRemove(form["code"].ToString(), out var grant) && grant.Challenge == challenge && grant.RedirectUri == form["redirect_uri"]
            ? Tokens(Origin(request), grant.Customer, grant.Nonce)
            : Error("invalid_grant");
    }

    private static IResult Error(string error) => Results.Json(new { error }, statusCode: StatusCodes.Status400BadRequest);

    private IResult Tokens(string origin, Customer customer, string? nonce)
    {
        var refreshToken = $"refresh-{Guid.NewGuid():n}";
        _refreshTokens[refreshToken] = customer;

        Claim[] claims = [new("sub", customer.Subject), new("name", customer.Name), new("email", customer.Email), .. customer.IsAdmin ? [new Claim("role", "admin")] : Array.Empty<Claim>()];
        return Results.Json(new
        {
            access_token = Sign(origin, "orders", claims),
            refresh_token = refreshToken,
            id_token = Sign(origin, "frontend", string.IsNullOrEmpty(nonce) ? claims : [.. claims, new Claim("nonce", nonce)]),
            token_type = "Bearer",
            expires_in = (int)AccessTokenLifetime.TotalSeconds,
        });
    }

    private string Sign(string origin, string audience, IEnumerable<Claim> claims) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = $"{origin}/auth",
        Audience = audience,
        Subject = new ClaimsIdentity([.. claims, new Claim("jti", Guid.NewGuid().ToString())]),
        Expires = DateTime.UtcNow.AddHours(1),
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
    });

    private sealed record Grant(Customer Customer, string Nonce, string Challenge, string RedirectUri);
}
