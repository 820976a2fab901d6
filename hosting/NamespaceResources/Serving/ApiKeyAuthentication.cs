using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using NamespaceResources.Settings;

namespace NamespaceResources.Serving;

/// <summary>Lets in who sends the key in the header <c>x-resource-service-api-key</c>, as the dashboard does.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<ResourceSettings> settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "x-resource-service-api-key";
    public const string SchemeName = "ApiKey";

    // Of equal length whatever is sent, so that the time of the comparison tells nothing of the key, its length neither.
    private readonly byte[] _expected = Hash(settings.Value.ApiKey);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var sent))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var isRight = CryptographicOperations.FixedTimeEquals(Hash(sent.ToString()), _expected);
        return Task.FromResult(isRight
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(SchemeName)), SchemeName))
            : AuthenticateResult.Fail($"The key in {Header} is another one."));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
