using Frontend.Components.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontend.Web;

/// <summary>What a visitor sees instead of an empty answer or a stack trace.</summary>
/// <remarks>Rendered where the failure is seen: running the pipeline again for an error page, as is usual, would run again into what has failed.</remarks>
internal static class FailurePages
{
    public static void UseFailurePages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => new RazorComponentResult<FailureDocument>().ExecuteAsync(context) });
        app.UseStatusCodePages(context => new RazorComponentResult<StatusDocument>().ExecuteAsync(context.HttpContext));
    }
}
