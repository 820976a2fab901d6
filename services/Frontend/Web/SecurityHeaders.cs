using Microsoft.Extensions.Options;

namespace Frontend.Web;

/// <summary>Tells browsers to load and run nothing but this site's own files, and to keep its pages to itself.</summary>
internal sealed class SecurityHeaders
{
    private readonly RequestDelegate _next;
    private readonly string _contentSecurityPolicy;

    public SecurityHeaders(RequestDelegate next, IOptions<InternalIssuerOptions> issuer)
    {
        _next = next;

        // Logging out is a form whose answer leads to the issuer, and browsers check forms along their redirects.
        var issuerOrigin = new Uri(issuer.Value.Issuer).GetLeftPart(UriPartial.Authority);
        _contentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
            $"form-action 'self' {issuerOrigin}; base-uri 'self'; frame-ancestors 'none'";
    }

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: whoever answers a failure clears the headers first.
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
        headers.ContentSecurityPolicy = _contentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
