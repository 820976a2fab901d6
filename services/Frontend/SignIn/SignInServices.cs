using Frontend.Baskets;
using Frontend.Sessions;
using Frontend.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Frontend.SignIn;

/// <summary>Login by OpenID Connect (authorization code with PKCE), kept as a session of which the browser holds the key.</summary>
internal static class SignInServices
{
    private static readonly string[] Scopes = ["openid", "profile", "email", "roles", "orders", "offline_access"];

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.AddInternalIssuerBackchannel();
        builder.Services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();

        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton(provider => CookieRules.For(Issuer(provider)));
        builder.Services.AddSingleton<DatabaseTicketStore>();
        builder.Services.AddSingleton<IssuerAvailability>();
        builder.Services.AddSingleton<TokenEndpoint>();
        builder.Services.AddScoped<AccessTokens>();

        builder.Services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie()
            .AddOpenIdConnect();
        builder.Services.AddAuthorization();
        builder.Services.AddCascadingAuthenticationState();

        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<CookieRules, DatabaseTicketStore, IOptions<SignInOptions>>(ConfigureCookie);
        builder.Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IOptions<InternalIssuerOptions>, IOptions<SignInOptions>, CookieRules, IHttpClientFactory>(ConfigureOpenIdConnect);
        builder.Services.AddOptions<AntiforgeryOptions>()
            .Configure<CookieRules>((antiforgery, rules) =>
            {
                rules.Apply(antiforgery.Cookie, "havn-antiforgery");
                antiforgery.Cookie.SameSite = SameSiteMode.Strict;

                // X-Frame-Options is said once for all pages, by the content security policy.
                antiforgery.SuppressXFrameOptionsHeader = true;
            });
    }

    private static Uri Issuer(IServiceProvider provider) => new(provider.GetRequiredService<IOptions<InternalIssuerOptions>>().Value.Issuer);

    private static void ConfigureCookie(CookieAuthenticationOptions cookie, CookieRules rules, DatabaseTicketStore store, IOptions<SignInOptions> signIn)
    {
        rules.Apply(cookie.Cookie, "havn-session");
        cookie.SessionStore = store;
        cookie.ExpireTimeSpan = signIn.Value.SessionLifetime;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignInEndpoints.LoginPath;
        cookie.AccessDeniedPath = SignInEndpoints.AccessDeniedPath;
        cookie.ReturnUrlParameter = SignInEndpoints.ReturnUrl;
    }

    private static void ConfigureOpenIdConnect(
        OpenIdConnectOptions oidc,
        IOptions<InternalIssuerOptions> issuer,
        IOptions<SignInOptions> signIn,
        CookieRules rules,
        IHttpClientFactory clients)
    {
        oidc.Authority = issuer.Value.Issuer;
        oidc.RequireHttpsMetadata = new Uri(issuer.Value.Issuer).Scheme == Uri.UriSchemeHttps;
        oidc.Backchannel = clients.CreateClient(InternalIssuerOptions.HttpClientName);
        oidc.ClientId = signIn.Value.ClientId;
        oidc.ClientSecret = signIn.Value.ClientSecret;

        oidc.ResponseType = OpenIdConnectResponseType.Code;

        // The answer comes as an ordinary navigation: a form post from another site would need cookies that go along with any request.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.SaveTokens = true;
        oidc.MapInboundClaims = false;
        oidc.TokenValidationParameters.NameClaimType = "name";
        oidc.TokenValidationParameters.RoleClaimType = "role";
        oidc.Scope.Clear();
        foreach (var scope in Scopes)
        {
            oidc.Scope.Add(scope);
        }

        // Each login in progress has a cookie of its own: the handler appends a random part to these names.
        rules.Apply(oidc.CorrelationCookie, "havn-correlation-");
        rules.Apply(oidc.NonceCookie, "havn-nonce-");

        oidc.Events.OnTicketReceived = context =>
            context.HttpContext.RequestServices.GetRequiredService<Basket>().MergeIntoAsync(context.Principal!.Subject(), context.HttpContext.RequestAborted);
        oidc.Events.OnRemoteFailure = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInServices)).LoginFailed(context.Failure?.Message ?? "no reason given");
            context.Response.Redirect(SignInEndpoints.LoginProblemPath);
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
