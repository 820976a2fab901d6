using Aspire.Dashboard.Listeners;

namespace Aspire.Dashboard.Frontend;

/// <summary>Puts headers on every page that keep browsers from doing what a dashboard never needs.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<ListenerFeature>()?.Kind is null or ListenerKind.Frontend)
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = ContentSecurityPolicy.Of(context);
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                // Addresses hold trace ids, filters and, once, the login token.
                headers["Referrer-Policy"] = "no-referrer";
                if (IsTrustworthy(context.Request))
                {
                    headers["Cross-Origin-Opener-Policy"] = "same-origin";
                }

                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    // Elsewhere browsers ignore it, with a complaint for each page.
    private static bool IsTrustworthy(HttpRequest request) =>
        request.IsHttps
        || string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase)
        || request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";
}
