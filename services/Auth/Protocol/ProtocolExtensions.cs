using System.Security.Cryptography;
using Auth.Clients;
using Auth.Data;
using Auth.Issuer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Protocol;

/// <summary>OpenID Connect by OpenIddict.</summary>
internal static class ProtocolExtensions
{
    private const string Authorize = "/connect/authorize";
    private const string Token = "/connect/token";
    private const string DeviceAuthorization = "/connect/device";
    private const string Device = "/device";
    private const string UserInfo = "/connect/userinfo";
    private const string EndSession = "/connect/logout";
    private const string Introspect = "/connect/introspect";
    private const string Revoke = "/connect/revoke";

    public static void AddProtocol(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<TokenOptions>(TokenOptions.Section);

        services.AddOpenIddict()
            .AddServer(server =>
            {
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
                    .AllowRefreshTokenFlow()
                    .AllowDeviceAuthorizationFlow()
                    .AllowClientCredentialsFlow();

                server.SetAuthorizationEndpointUris(Relative(Authorize))
                    .SetTokenEndpointUris(Relative(Token))
                    .SetDeviceAuthorizationEndpointUris(Relative(DeviceAuthorization))
                    .SetEndUserVerificationEndpointUris(Relative(Device))
                    .SetUserInfoEndpointUris(Relative(UserInfo))
                    .SetEndSessionEndpointUris(Relative(EndSession))
                    .SetIntrospectionEndpointUris(Relative(Introspect))
                    .SetRevocationEndpointUris(Relative(Revoke));

                server.RegisterScopes([.. ApiScopes.ForPeople])
                    .RegisterClaims(Claims.AuthenticationTime, Claims.Email, Claims.Name, Claims.PreferredUsername, Claims.Role)
                    .RegisterPromptValues(PromptValues.Create);

                server.AddEventHandler(RequestedAudiences.Descriptor);

                // Access tokens are for other services to read; codes and refresh tokens are for this one, by the key ring that all replicas share.
                server.DisableAccessTokenEncryption();
                server.UseDataProtection().PreferDefaultAccessTokenFormat();

                // OpenIddict demands an encryption key, which nothing is encrypted with here.
                server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));

                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableEndUserVerificationEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableErrorPassthrough();
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();

                // Here a revoked token ends at once; elsewhere it ends when it expires.
                validation.EnableTokenEntryValidation();
            });

        services.AddOptions<OpenIddictServerOptions>().Configure<IOptions<IssuerOptions>, IOptions<TokenOptions>, IOptions<CommandLineOptions>, TimeProvider>((server, issuer, tokens, commandLine, time) =>
        {
            server.Issuer = issuer.Value.Address;
            server.TimeProvider = time;
            server.AccessTokenLifetime = tokens.Value.AccessTokenLifetime;
            server.IdentityTokenLifetime = tokens.Value.AccessTokenLifetime;
            server.RefreshTokenLifetime = tokens.Value.RefreshTokenLifetime;
            server.RefreshTokenReuseLeeway = tokens.Value.RefreshTokenReuseLeeway;

            if (commandLine.Value.PasswordGrant == true)
            {
                server.GrantTypes.Add(GrantTypes.Password);
            }

            // form_post needs a script in the page, which the pages' policy forbids; fragments are for the implicit flow.
            server.ResponseModes.IntersectWith([ResponseModes.Query]);
            server.CodeChallengeMethods.IntersectWith([CodeChallengeMethods.Sha256]);
        });
        services.AddOptions<OpenIddictServerAspNetCoreOptions>().Configure<IOptions<IssuerOptions>>((server, issuer) =>
            server.DisableTransportSecurityRequirement = issuer.Value.Address.Scheme == Uri.UriSchemeHttp);

        services.AddScoped<TokenPrincipals>();
        services.AddSingleton<Reauthentication>();
        services.AddScoped<IExpiringData, ExpiredTokens>();
    }

    public static void MapProtocol(this IEndpointRouteBuilder app)
    {
        string[] getAndPost = [HttpMethods.Get, HttpMethods.Post];

        app.MapMethods(Authorize, getAndPost, AuthorizeEndpoint.HandleAsync).ExcludeFromDescription();
        app.MapMethods(EndSession, getAndPost, EndSessionEndpoint.HandleAsync).ExcludeFromDescription();

        app.MapDevice(Device);

        app.MapPost(Token, TokenEndpoint.HandleAsync)
            .WithName("Token").WithTags("Protocol")
            .WithSummary("Exchange a grant for tokens")
            .WithDescription("OAuth 2.0 token endpoint (RFC 6749 §3.2): `authorization_code`, `urn:ietf:params:oauth:grant-type:device_code`, `refresh_token`, `client_credentials`; `password` where the service allows it (by default in Development).");

        app.MapMethods(UserInfo, getAndPost, UserInfoEndpoint.HandleAsync)
            .WithName("UserInfo").WithTags("Protocol")
            .WithSummary("Claims about the person")
            .WithDescription("OpenID Connect userinfo endpoint.")
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme });
    }

    // OpenIddict resolves them against the issuer; a leading slash would drop its path.
    private static string Relative(string path) => path[1..];
}
