using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Services.Bench;

/// <summary>Who the services believe: discovery, a key, and tokens signed with it.</summary>
internal sealed class BenchIssuer : IAsyncDisposable
{
    public const string ClientSecret = "only-for-this-measurement";

    private readonly WebApplication _app;
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "bench" };

    private BenchIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        var point = _key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        _app.MapGet("/auth/.well-known/openid-configuration", () => new { issuer = Issuer, jwks_uri = $"{Issuer}/.well-known/jwks" });
        _app.MapGet("/auth/.well-known/jwks", () => new
        {
            keys = new[] { new { kty = "EC", use = "sig", crv = "P-256", alg = "ES256", kid = _key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) } },
        });
    }

    public string Address => _app.Urls.Single();

    public string Issuer => Address + "/auth";

    public static async Task<BenchIssuer> StartAsync()
    {
        var issuer = new BenchIssuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    public string Token(string subject) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = "orders",
        TokenType = "at+jwt",
        Expires = DateTime.UtcNow.AddHours(1),
        Claims = new Dictionary<string, object> { ["sub"] = subject, ["scope"] = "orders" },
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
    });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
