using Frontend.Components.Pages;
using Frontend.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Frontend.Components;

/// <summary>What a visitor sees instead of an empty answer or a stack trace.</summary>
/// <remarks>
/// Rendered where the failure is seen: running the pipeline again for an error page, as is usual, would run again into what has
/// failed.
/// </remarks>
internal static partial class FailurePages
{
    private const string RetryAfterSeconds = "5";
    private static readonly MediaTypeHeaderValue Html = new("text/html");

    public static void UseFailurePages(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FailurePages));
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            CreateScopeForErrors = true,
            StatusCodeSelector = exception => exception switch
            {
                BadHttpRequestException unreadable => unreadable.StatusCode,
                _ when DatabaseOutage.IsCauseOf(exception) => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException || DatabaseOutage.IsCauseOf(context.Exception),
            ExceptionHandler = context => ShowAsync(context, logger),
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

    private static Task ShowAsync(HttpContext context, ILogger logger)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (!DatabaseOutage.IsCauseOf(failure))
        {
            return context.Response.StatusCode < StatusCodes.Status500InternalServerError
                ? new RazorComponentResult<StatusDocument>().ExecuteAsync(context)
                : new RazorComponentResult<FailureDocument>().ExecuteAsync(context);
        }

        LogDatabaseAway(logger, context.Request.Method, context.Request.Path, failure!.GetBaseException().Message);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return new RazorComponentResult<OutageDocument>().ExecuteAsync(context);
    }

    private static async Task FillEmptyAnswerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);

        var response = context.Response;
        if (response is not { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null or "" } || !WantsPage(context.Request))
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

    // An event stream's script reads the status alone.
    private static bool WantsPage(HttpRequest request) =>
        request.GetTypedHeaders().Accept is not { Count: > 0 } accepted || accepted.Any(range => Html.IsSubsetOf(range));

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} found the database away: {Reason}")]
    private static partial void LogDatabaseAway(ILogger logger, string method, string path, string reason);
}
