using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Order.Tests;

/// <summary>
/// A real issuer on a port of its own: discovery, keys, and tokens signed with ES256. The address that its tokens and its
/// metadata state is reachable for nobody; services have to find it from inside.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string PublicAddress = "https://devops.test/auth";

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<ECDsaSecurityKey> _published = [];
    private ECDsaSecurityKey _signing;
    private int _metadataRequests;

    private TestIssuer()
    {
        _signing = NewKey();
        _published.Add(_signing);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            if (IsDown)
            {
                context.Abort();
                return;
            }

            await next(context);
        });
        _app.MapGet("/auth/.well-known/openid-configuration", () =>
        {
            Interlocked.Increment(ref _metadataRequests);
            return new { issuer = PublicAddress, jwks_uri = $"{PublicAddress}/.well-known/jwks" };
        });
        _app.MapGet("/auth/.well-known/jwks", () => new { keys = PublishedKeys() });
    }

    /// <summary>Where it really listens.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Whether it drops every connection.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often its metadata was fetched.</summary>
    public int MetadataRequests => _metadataRequests;

    public static async Task<TestIssuer> StartAsync(CancellationToken cancellationToken)
    {
        var issuer = new TestIssuer();
        await issuer._app.StartAsync(cancellationToken);
        return issuer;
    }

    /// <summary>Signs with a new key from now on; the old one stays published.</summary>
    public void RotateKey()
    {
        lock (_gate)
        {
            _signing = NewKey();
            _published.Add(_signing);
        }
    }

    public string Token(
        string subject,
        string? role = null,
        string audience = "orders",
        string issuer = PublicAddress,
        string type = "at+jwt",
        string? scope = null,
        TimeSpan? lifetime = null,
        SecurityKey? key = null,
        string algorithm = SecurityAlgorithms.EcdsaSha256)
    {
        var now = DateTime.UtcNow;
        var claims = new Dictionary<string, object> { ["sub"] = subject, ["name"] = $"{subject} Doe", ["email"] = $"{subject}@example.org" };
        claims["scope"] = scope ?? (role is null ? "openid profile orders" : "openid profile orders board");
        if (role is not null)
        {
            claims["role"] = new[] { role };
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            TokenType = type,
            IssuedAt = now,
            NotBefore = now.AddHours(-2),
            Expires = now + (lifetime ?? TimeSpan.FromMinutes(10)),
            Claims = claims,
            SigningCredentials = new SigningCredentials(key ?? _signing, algorithm),
        });
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>A key that nobody publishes.</summary>
    public static ECDsaSecurityKey NewKey() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("n") };

    private object[] PublishedKeys()
    {
        lock (_gate)
        {
            return [.. _published.Select(key =>
            {
                var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
                return new { kty = "EC", use = "sig", crv = "P-256", alg = "ES256", kid = key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
            })];
        }
    }
}
