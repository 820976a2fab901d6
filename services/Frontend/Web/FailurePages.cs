using Frontend.Components.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontend.Web;

/// <summary>What a visitor sees instead of an empty answer or a stack trace.</summary>
/// <remarks>
/// Rendered where the failure is seen: running the pipeline again for an error page, as is usual, would run again into what has
/// failed.
/// </remarks>
internal static class FailurePages
{
    public static void UseFailurePages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            CreateScopeForErrors = true,
            ExceptionHandler = context => new RazorComponentResult<FailureDocument>().ExecuteAsync(context),
        });
        app.Use(FillEmptyAnswerAsync);
    }

    /// <summary>Ends a request whose form does not come from this site's own page, before anything acts on it.</summary>
    public static void UseOwnFormsOnly(this WebApplication app)
    {
        app.UseAntiforgery();
        app.Use((context, next) =>
        {
            if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            }

            return next(context);
        });
    }

    private static async Task FillEmptyAnswerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);

        var response = context.Response;
        if (response is not { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null or "" })
        {
            return;
        }

        // Blazor's services serve one page each, and one may have been begun.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            response.Headers.Remove("blazor-enhanced-nav");
            await new RazorComponentResult<StatusDocument>().ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}
