using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Auth.Signing;

/// <summary>Hands the keys in force to OpenIddict, which signs with the first, verifies with all and publishes all.</summary>
internal sealed class ServerSigningKeys(SigningKeyRing ring) : IConfigureOptions<OpenIddictServerOptions>
{
    public void Configure(OpenIddictServerOptions options) => options.SigningCredentials.AddRange(ring.Keys.Select(key => key.Credentials));
}
