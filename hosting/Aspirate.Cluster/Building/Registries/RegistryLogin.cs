using System.Net.Http.Headers;
using System.Text;

namespace Aspirate.Cluster.Building.Registries;

/// <summary>What a registry is shown by a user. It is never printed.</summary>
/// <param name="UserName">The user; empty with an identity token.</param>
/// <param name="Secret">The password, or the identity token.</param>
internal sealed record RegistryLogin(string UserName, string Secret)
{
    // What credential helpers say instead of a user name when they have a token.
    private const string TokenUser = "<token>";

    public bool IsIdentityToken => UserName is "" or TokenUser;

    public AuthenticationHeaderValue AsBasic() => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Secret}")));

    public override string ToString() => $"login of {UserName}";
}
