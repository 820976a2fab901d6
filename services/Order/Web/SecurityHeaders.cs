using ServiceDefaults.Http;

namespace Order.Web;

/// <summary>Tells browsers that these answers are data: not to be guessed at, not to be shown in a frame, nothing to run.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private static readonly PathString ScalarPath = "/orders/scalar";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: whoever answers a failure clears the headers first.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(ScalarPath, StringComparison.Ordinal)
                ? ScalarPage.ContentSecurityPolicy
                : "default-src 'none'; frame-ancestors 'none'";
            headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
