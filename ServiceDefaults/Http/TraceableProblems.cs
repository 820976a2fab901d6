using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Http;

/// <summary>Problem details (RFC 9457) that name the trace in which to look for the cause.</summary>
internal static class TraceableProblems
{
    public static void AddTraceableProblems(this IHostApplicationBuilder builder) =>
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Instance ??= context.HttpContext.Request.PathBase + context.HttpContext.Request.Path;

            // The bare trace id is what the dashboard's search takes; the default would be the whole traceparent.
            context.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        });
}
