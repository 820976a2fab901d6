namespace Frontend.Web;

/// <summary>Pages show who is logged in and what lies in the basket: no cache may keep them for the next visitor.</summary>
internal sealed class UncachedPages(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.CacheControl.Count == 0)
            {
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
