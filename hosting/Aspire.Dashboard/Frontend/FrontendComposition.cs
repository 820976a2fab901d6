using Aspire.Dashboard.Listeners;
using Aspire.Dashboard.Settings;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;

namespace Aspire.Dashboard.Frontend;

internal static class FrontendComposition
{
    private static readonly TimeSpan LoginLasts = TimeSpan.FromDays(3);

    public static WebApplicationBuilder AddFrontend(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<BrowserToken>();
        services.AddHostedService<LoginAnnouncement>();

        services.AddDataProtection().DisableAutomaticKeyGeneration();
        services.AddSingleton<IKeyManager, LoginKeyRing>();

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

        services.AddOptions<ForwardedHeadersOptions>().Configure(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // A proxy in a cluster has no fixed address. Only its last word is taken, and only where it was said to be there.
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
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

    /// <summary>Takes the address that the browser used from the proxy in front, when there is said to be one.</summary>
    public static void UseProxyInFront(this WebApplication app)
    {
        if (app.Services.GetRequiredService<DashboardSettings>().Frontend.IsBehindProxy)
        {
            app.UseForwardedHeaders();
        }
    }

    /// <summary>For the probes of whoever runs this program; they say nothing but that it runs.</summary>
    public static void MapProbes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health", () => "Healthy").AllowAnonymous().OnlyOn(ListenerKind.Frontend);
        endpoints.MapGet("/alive", () => "Alive").AllowAnonymous().OnlyOn(ListenerKind.Frontend);
    }
}
