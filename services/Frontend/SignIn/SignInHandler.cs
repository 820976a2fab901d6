using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Frontend.SignIn;

/// <summary>OpenID Connect, with logins in progress kept by <see cref="PendingLogins"/> instead of by a cookie for each.</summary>
internal sealed class SignInHandler(
    IOptionsMonitor<OpenIdConnectOptions> options,
    ILoggerFactory logger,
    HtmlEncoder htmlEncoder,
    UrlEncoder encoder,
    PendingLogins pending)
    : OpenIdConnectHandler(options, logger, htmlEncoder, encoder)
{
    protected override void GenerateCorrelationId(AuthenticationProperties properties) => pending.Begin(Context, properties);

    // Begun by a replica of the version before, which has left a cookie of its own.
    protected override bool ValidateCorrelationId(AuthenticationProperties properties) =>
        PendingLogins.Knows(properties) ? pending.TryEnd(Context, properties) : base.ValidateCorrelationId(properties);
}
