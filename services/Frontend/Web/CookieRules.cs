namespace Frontend.Web;

/// <summary>
/// How every cookie of the frontend is set. Over https they are secure and bound to this very host by their prefix (RFC 6265bis
/// §4.1.3.2); over plain http, which a developer's machine speaks, browsers would refuse both.
/// </summary>
internal sealed class CookieRules(bool isHttps)
{
    public static CookieRules For(Uri publicAddress) => new(publicAddress.Scheme == Uri.UriSchemeHttps);

    public string Name(string name) => isHttps ? "__Host-" + name : name;

    public void Apply(CookieBuilder cookie, string name)
    {
        cookie.Name = Name(name);
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;

        // Lax and not Strict: who comes back from the login page or follows a link in a mail is still logged in.
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }
}
