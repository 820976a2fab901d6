using Auth.Clients;
using Microsoft.Extensions.Options;

namespace Auth.Pages;

/// <summary>The pages that people see.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        // Antiforgery is checked by SentForm, so that a form is shown again instead of an error page.
        var pages = app.MapGroup("").ExcludeFromDescription().DisableAntiforgery().AddEndpointFilter(NeverStoredAsync);

        pages.MapGet("/", (IOptions<FrontendOptions> frontend) => TypedResults.Redirect(ReturnAddress.Home(frontend.Value)));
        pages.MapLogin();
        pages.MapRegistration();
        pages.MapPasswords();
        pages.MapAccountPage();
    }

    // What a form holds is of no use to anyone who comes back to this browser later.
    private static ValueTask<object?> NeverStoredAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        invocation.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(invocation);
    }
}
