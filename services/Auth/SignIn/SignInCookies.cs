using Auth.Issuer;

namespace Auth.SignIn;

/// <summary>What all cookies of this service have in common. The shop shares this host behind the Ingress: they are none of its business.</summary>
internal static class SignInCookies
{
    public const string Session = "auth.session";
    public const string Form = "auth.form";

    public static CookieBuilder Restrict(CookieBuilder cookie, string name, SameSiteMode sameSite)
    {
        cookie.Name = name;
        cookie.Path = PathPrefix.Value;
        cookie.HttpOnly = true;
        cookie.SameSite = sameSite;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
        return cookie;
    }
}
