using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Order.Authentication;

/// <summary>
/// Access tokens of the auth service (RFC 9068), validated with the keys of its discovery document. The keys are fetched
/// from inside, kept while auth is away, and fetched again when a token names a key that is not among them.
/// </summary>
internal static class TokenAuthentication
{
    private const string Audience = "orders";

    /// <summary>Whether the access token was granted a scope: a list separated by blanks (RFC 9068 §2.2.3).</summary>
    public static bool HasScope(this ClaimsPrincipal user, string scope) =>
        user.FindAll("scope").Any(granted => granted.Value.Split(' ').Contains(scope, StringComparer.Ordinal));

    public static void AddTokenAuthentication(this IHostApplicationBuilder builder)
    {
        // A token signed with a new key waits for the new keys; by default it would be refused while they are fetched in the background.
        AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

        builder.AddInternalIssuerBackchannel();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();

        // Data protection comes with every kind of authentication and warns that its keys get lost; a bearer token needs none of them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(caller => caller.User.HasScope(Scopes.Orders) || caller.User.HasScope(Scopes.Board)).Build())
            .AddPolicy(Scopes.Orders, policy => policy.RequireAuthenticatedUser().RequireAssertion(caller => caller.User.HasScope(Scopes.Orders)));
        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddHostedService(services => services.GetRequiredService<IssuerKeys>());

        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<InternalIssuerOptions>, IHttpClientFactory>((jwt, issuer, clients) =>
            {
                jwt.Authority = issuer.Value.Issuer;
                jwt.RequireHttpsMetadata = issuer.Value.Issuer.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
                jwt.Backchannel = clients.CreateClient(InternalIssuerOptions.HttpClientName);

                // A key that was withdrawn stops being valid within this time; an unknown one is looked up at most this often.
                jwt.AutomaticRefreshInterval = TimeSpan.FromMinutes(10);
                jwt.RefreshInterval = TimeSpan.FromSeconds(10);

                jwt.MapInboundClaims = false;
                jwt.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidAudience = Audience,
                    ValidTypes = ["at+jwt"],
                    ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                    NameClaimType = "name",
                    RoleClaimType = "role",
                    ClockSkew = TimeSpan.FromSeconds(30),
                };
                jwt.Events = new JwtBearerEvents
                {
                    OnMessageReceived = RequireIssuerKeysAsync,
                    OnTokenValidated = RequireSubject,
                    OnChallenge = ChallengeAsync,
                    OnForbidden = ForbidAsync,
                };
            });
    }

    /// <summary>Without keys nothing can be said about a token: that is the service's trouble, not the caller's.</summary>
    private static async Task RequireIssuerKeysAsync(MessageReceivedContext context)
    {
        var keys = context.HttpContext.RequestServices.GetRequiredService<IssuerKeys>();
        if (context.Request.Headers.ContainsKey("Authorization") && !await keys.WaitAsync(context.HttpContext.RequestAborted))
        {
            context.Fail(new IssuerUnavailableException());
        }
    }

    private static Task RequireSubject(TokenValidatedContext context)
    {
        if (string.IsNullOrEmpty(context.Principal?.FindFirst("sub")?.Value))
        {
            context.Fail("The access token names no subject.");
        }

        return Task.CompletedTask;
    }

    private static async Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is not IssuerUnavailableException)
        {
            return;
        }

        context.HandleResponse();
        context.Response.Headers.RetryAfter = "2";
        var unavailable = TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Logins cannot be checked right now",
            detail: "The auth service has not answered yet. Try again in a moment.");
        await unavailable.ExecuteAsync(context.HttpContext);
    }

    private static async Task ForbidAsync(ForbiddenContext context)
    {
        // RFC 6750 §3.1
        context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{Scopes.Orders}\"";
        var forbidden = TypedResults.Problem(
            statusCode: StatusCodes.Status403Forbidden,
            title: "The access token is not for this",
            detail: $"It must be granted the scope '{Scopes.Orders}'. Ask the auth service for a token with it.");
        await forbidden.ExecuteAsync(context.HttpContext);
    }
}
