using Frontend.Baskets;
using Frontend.Sessions;
using Frontend.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Frontend.SignIn;

/// <summary>Login by OpenID Connect (authorization code with PKCE), kept as a session of which the browser holds the key.</summary>
internal static partial class SignInServices
{
    private static readonly string[] Scopes = ["openid", "profile", "email", "roles", "orders", "offline_access"];

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.AddInternalIssuerBackchannel();
        builder.Services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();

        builder.Services.AddSingleton(provider => CookieRules.For(Issuer(provider)));
        builder.Services.AddSingleton<IssuerAvailability>();
        builder.Services.AddSingleton<PendingLogins>();

        builder.Services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie()
            .AddRemoteScheme<OpenIdConnectOptions, SignInHandler>(OpenIdConnectDefaults.AuthenticationScheme, displayName: null, configureOptions: null);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
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

                // With "always", a page asked for over http would fail instead of being shown, for as long as the address is being moved
                // back from https. Its prefix has browsers refuse the cookie then.
                antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

                // Said for every answer by SecurityHeaders.
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

        // PKCE binds the code to this login, as a nonce would (RFC 9700 §2.1.1), without a cookie for each.
        oidc.ProtocolValidator.RequireNonce = false;
        oidc.SaveTokens = true;
        oidc.MapInboundClaims = false;
        oidc.TokenValidationParameters.NameClaimType = "name";
        oidc.TokenValidationParameters.RoleClaimType = "role";
        oidc.Scope.Clear();
        foreach (var scope in Scopes)
        {
            oidc.Scope.Add(scope);
        }

        // Only for logins that a replica of the version before has begun.
        rules.Apply(oidc.CorrelationCookie, "havn-correlation-");
        rules.Apply(oidc.NonceCookie, "havn-nonce-");

        oidc.Events.OnTicketReceived = async context =>
        {
            await context.HttpContext.RequestServices.GetRequiredService<Basket>().MergeIntoAsync(context.Principal!.Subject(), context.HttpContext.RequestAborted);
            DatabaseTicketStore.BeginNewSession(context.HttpContext);
        };
        oidc.Events.OnRemoteFailure = FailAsync;
    }

    private static async Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        if (context.Properties is { } properties && PendingLogins.HasLostItsPlace(properties, out var attempt))
        {
            // Of several tabs that log in at once, the first that comes through logs in all of them.
            if ((await context.HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Succeeded)
            {
                context.Response.Redirect(properties.RedirectUri!);
                return;
            }

            if (attempt is { } next)
            {
                context.Response.Redirect(SignInEndpoints.RepeatedLoginAddress(properties.RedirectUri!, next));
                return;
            }
        }

        LogLoginFailed(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInServices)), context.Failure?.Message ?? "no reason given");
        context.Response.Redirect(SignInEndpoints.LoginProblemPath);
    }

    [LoggerMessage(LogLevel.Warning, "A login could not be completed: {Reason}")]
    private static partial void LogLoginFailed(ILogger logger, string reason);
}
