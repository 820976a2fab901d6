namespace Order.Web;

/// <summary>Tells browsers that these answers are data: not to be guessed at, not to be shown in a frame, nothing to run.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Scalar's page, which exists in Development only, runs its own scripts, one of them in the page itself, and draws with styles that these make.
    private const string ScalarPolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
                ? ScalarPolicy
                : "default-src 'none'; frame-ancestors 'none'";
            headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
