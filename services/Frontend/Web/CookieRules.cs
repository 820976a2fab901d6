namespace Frontend.Web;

/// <summary>
/// How every cookie of the frontend is set. Over https they are secure and bound to this very host by their prefix (RFC 6265bis
/// §4.1.3); over plain http, which a developer's machine speaks, browsers would refuse both.
/// </summary>
internal sealed class CookieRules(bool isHttps)
{
    private const string Everywhere = "/";

    public static CookieRules For(Uri publicAddress) => new(publicAddress.Scheme == Uri.UriSchemeHttps);

    /// <summary>The cookie's full name. The stronger prefix is for cookies of all paths only.</summary>
    public string Name(string name, string path = Everywhere) => (isHttps, path) switch
    {
        (false, _) => name,
        (true, Everywhere) => "__Host-" + name,
        (true, _) => "__Secure-" + name,
    };

    public void Apply(CookieBuilder cookie, string name, string path = Everywhere)
    {
        cookie.Name = Name(name, path);
        cookie.Path = path;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;

        // Lax and not Strict: who comes back from the login page or follows a link in a mail is still logged in.
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }
}
