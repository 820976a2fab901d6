using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using ServiceDefaults.Shutdown;

namespace ServiceDefaults.Health;

/// <summary>The probes that the local runner and Kubernetes ask.</summary>
internal static class Probes
{
    private const string ReadinessPath = "/health";
    private const string LivenessPath = "/alive";

    // The same answer as liveness under a path of its own: an application model tells a resource's probes apart by their paths.
    private const string StartupPath = "/startup";

    public static bool IsProbe(PathString path) => path == ReadinessPath || path == LivenessPath || path == StartupPath;

    public static void AddReadiness(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<ReadinessLog>();
    }

    public static void MapProbes(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<DrainState>();

        var log = app.Services.GetRequiredService<ReadinessLog>();

        app.MapProbe(ReadinessPath, HealthTags.Ready, () => drain.IsAcceptingTraffic, log.Report);
        app.MapProbe(LivenessPath, HealthTags.Live, () => true, _ => { });
        app.MapProbe(StartupPath, HealthTags.Live, () => true, _ => { });
    }

    private static void MapProbe(this WebApplication app, string path, string tag, Func<bool> precondition, Action<HealthReport> observe)
    {
        var probe = app.MapHealthChecks(path, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(tag),
            ResponseWriter = (context, report) =>
            {
                observe(report);
                context.Response.ContentType = "text/plain";
                return context.Response.WriteAsync(report.Status.ToString(), context.RequestAborted);
            },
        });

        // Short-circuited: neither authentication nor a fallback policy may stand between a prober and the answer.
        probe.ShortCircuit();
        probe.AllowAnonymous();
        probe.DisableHttpMetrics();
        probe.WithDisplayName(path);

        probe.Add(endpoint =>
        {
            var check = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = async context =>
            {
                // What a check asks of a database would otherwise be a trace of its own, every few seconds.
                using var silence = SuppressInstrumentationScope.Begin();

                // Answered here and not by a health check: draining is no failure to write into the log at each probe.
                if (!precondition())
                {
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    context.Response.Headers.CacheControl = "no-store";
                    await context.Response.WriteAsync("Draining", context.RequestAborted);
                    return;
                }

                await check(context);
            };
        });
    }
}
