using Auth.Data;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Auth.SignIn;

/// <summary>Log-ins with a password and the sessions that come of them.</summary>
internal static class SignInExtensions
{
    public static void AddSignIn(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<SignInOptions>(SignInOptions.Section);
        services.AddScoped<CredentialCheck>();
        services.AddScoped<PasswordVerification>();
        services.AddScoped<SignInSessions>();
        services.AddSingleton<KnownDevices>();
        services.AddScoped<IExpiringData, ExpiredSessions>();

        services.AddAuthentication().AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            SignInCookies.Restrict(cookie.Cookie, SignInCookies.Session, SameSiteMode.Lax);
            cookie.SlidingExpiration = true;
            cookie.Events = new CookieAuthenticationEvents
            {
                OnValidatePrincipal = validation => validation.HttpContext.RequestServices.GetRequiredService<SignInSessions>().ValidateAsync(validation),
            };
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<SignInOptions>>((cookie, options) => cookie.ExpireTimeSpan = options.Value.IdleTimeout);
    }
}
