using Auth.Clients;
using Auth.Issuer;
using Microsoft.Extensions.Options;
using ServiceDefaults.Http;

namespace Auth.Pages;

/// <summary>Tells browsers what these pages never do: run scripts, load from elsewhere, appear in a frame, tell others where one comes from.</summary>
internal sealed class SecurityHeadersMiddleware
{
    private readonly RequestDelegate _next;
    private readonly string _policy;
    private readonly bool _isHttps;

    public SecurityHeadersMiddleware(RequestDelegate next, IOptions<FrontendOptions> frontend, IOptions<IssuerOptions> issuer)
    {
        _next = next;

        // After a log-in the form's redirects lead to the frontend, and browsers apply form-action to redirects too.
        var targets = string.Join(' ', ["'self'", .. frontend.Value.Origins]);
        _policy = $"default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action {targets}; base-uri 'none'; frame-ancestors 'none'";
        _isHttps = issuer.Value.Address.Scheme == Uri.UriSchemeHttps;
    }

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment, because an error page is answered with the headers cleared.
        context.Response.OnStarting(() =>
        {
            Restrict(context);
            return Task.CompletedTask;
        });
        return _next(context);
    }

    private void Restrict(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        if (_isHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/scalar", StringComparison.Ordinal) ? ScalarPage.ContentSecurityPolicy : _policy;

        // The shop's script must not draw these pages into its own: here no script runs at all.
        headers.Remove("blazor-enhanced-nav");
    }
}
