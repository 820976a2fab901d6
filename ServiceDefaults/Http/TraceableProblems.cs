using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ServiceDefaults.Http;

/// <summary>
/// Problem details (RFC 9457) that name the trace in which to look for the cause and, for a request that cannot be read, the
/// field at fault. The service decides where <c>UseExceptionHandler</c> and <c>UseStatusCodePages</c> stand in its pipeline.
/// </summary>
internal static class TraceableProblems
{
    public static void AddTraceableProblems(this IHostApplicationBuilder builder)
    {
        // In every environment: the exception is what knows the parameter or field that could not be read.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.StatusCodeSelector = exception => exception switch
            {
                BadHttpRequestException unreadable => unreadable.StatusCode,
                _ when IsUnstorableText(exception) => StatusCodes.Status400BadRequest,
                _ when IsTransient(exception) => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            };

            // The client's mistake is answered, not logged as the service's failure.
            options.SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException || IsUnstorableText(context.Exception);
        });

        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Instance ??= context.HttpContext.Request.PathBase + context.HttpContext.Request.Path;

            // The bare trace id is what the dashboard's search takes; the default would be the whole traceparent.
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;

            if (context.Exception is BadHttpRequestException { InnerException: JsonException json })
            {
                problem.Detail = "The body is not the JSON that is expected here.";
                problem.Extensions["errors"] = new Dictionary<string, string[]> { [FieldOf(json)] = ["This value is missing or of the wrong type."] };
            }
            else if (context.Exception is BadHttpRequestException unreadable)
            {
                problem.Detail = unreadable.Message;
            }
            else if (IsUnstorableText(context.Exception))
            {
                problem.Detail = "A value contains characters that cannot be stored, such as NUL.";
            }
            else if (context.Exception is { } exception && IsTransient(exception))
            {
                problem.Detail = "The database cannot be reached right now. Try again in a moment.";
                context.HttpContext.Response.Headers.RetryAfter = "1";
            }
        });
    }

    /// <summary>Whether the database says that the same may succeed a moment later: it restarts, or a connection broke.</summary>
    private static bool IsTransient(Exception? exception) =>
        exception is not null && (exception is DbException { IsTransient: true } || IsTransient(exception.InnerException));

    /// <summary>Whether PostgreSQL has met characters that its texts cannot hold: NUL, above all.</summary>
    private static bool IsUnstorableText(Exception? exception) =>
        exception is not null
        && (exception is DbException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } || IsUnstorableText(exception.InnerException));

    /// <summary>"$.lines[0].quantity" is "lines[0].quantity", as validation names it.</summary>
    private static string FieldOf(JsonException exception) => exception.Path is { Length: > 2 } path ? path[2..] : "$";
}
