using Auth.Issuer;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Auth.Pages;

internal static class PageExtensions
{
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(12);

    public static void AddPages(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents();

        // Before the writer of JSON, which takes every request.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, HtmlProblemWriter>());

        services.AddAuthentication().AddCookie(IdentityConstants.ApplicationScheme, options =>
        {
            Restrict(options.Cookie, "havn.account", SameSiteMode.Lax);
            options.ExpireTimeSpan = SessionLifetime;
            options.SlidingExpiration = true;
            options.Events = new CookieAuthenticationEvents { OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync };
        });

        // A changed password ends the session with the next request; there are few of these.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
        services.Configure<AntiforgeryOptions>(options =>
        {
            Restrict(options.Cookie, "havn.account.form", SameSiteMode.Strict);

            // SecurityHeadersMiddleware says so for every response.
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    // The frontend shares this host behind the Ingress: these cookies are none of its business.
    private static void Restrict(CookieBuilder cookie, string name, SameSiteMode sameSite)
    {
        cookie.Name = name;
        cookie.Path = PathPrefix.Value;
        cookie.HttpOnly = true;
        cookie.SameSite = sameSite;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }
}
