using Aspire.Dashboard.Listeners;
using Aspire.Dashboard.Settings;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;

namespace Aspire.Dashboard.Frontend;

internal static class FrontendComposition
{
    private static readonly TimeSpan LoginLasts = TimeSpan.FromDays(3);

    public static WebApplicationBuilder AddFrontend(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<BrowserToken>();
        services.AddHostedService<LoginAnnouncement>();

        // Logins end with the process, as its token does; nothing is written to the disk.
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = LoginEndpoints.Path;
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = LoginLasts;
            cookie.SlidingExpiration = true;
            cookie.Cookie.Name = ".Aspire.Dashboard.Auth";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
        });

        // Closed unless said otherwise: a page that forgets about it is not open to everybody.
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<DashboardSettings>((authorization, settings) =>
        {
            var policy = settings.Frontend.AuthMode == FrontendAuthMode.Unsecured
                ? new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build()
                : new AuthorizationPolicyBuilder(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build();
            authorization.FallbackPolicy = policy;
            authorization.DefaultPolicy = policy;
        });

        return builder;
    }

    /// <summary>For the probes of whoever runs this program; they say nothing but that it runs.</summary>
    public static void MapProbes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health", () => "Healthy").AllowAnonymous().OnlyOn(ListenerKind.Frontend);
        endpoints.MapGet("/alive", () => "Alive").AllowAnonymous().OnlyOn(ListenerKind.Frontend);
    }
}
