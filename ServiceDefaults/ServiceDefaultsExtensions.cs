using Microsoft.AspNetCore.Builder;
using ServiceDefaults.Health;
using ServiceDefaults.Http;
using ServiceDefaults.Shutdown;
using ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the application does the same way, under the names of Aspire's own template.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Adds telemetry, health checks, service discovery, resilient HTTP clients, forwarded headers, problem details and
    /// a shutdown that first turns the replica unready.
    /// </summary>
    /// <remarks>
    /// Telemetry is exported over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set and costs nothing otherwise. A health
    /// check takes part in readiness when it carries the tag <see cref="HealthTags.Ready"/>. Settings: section
    /// <c>Shutdown</c> (<see cref="ShutdownOptions"/>) and <c>ForwardedHeaders:TrustedNetworks</c> (<see cref="TrustedProxyOptions"/>).
    /// </remarks>
    /// <typeparam name="TBuilder">The kind of application builder.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddTelemetry();
        builder.AddCalmLogFilters();
        builder.AddReadiness();
        builder.AddDrainingShutdown();
        builder.AddResilientHttpClients();
        builder.AddTrustedProxies();
        builder.AddTraceableProblems();

        return builder;
    }

    /// <summary>
    /// Refuses what no endpoint reads, before any of them fails over it: with 413 a body of more than 64 KiB, with 415 one that is not in UTF-8, and with 400 a form that is none,
    /// NUL in a form or a query, or a scheme that is none. To be called after what every answer needs (security headers, failure pages).
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseReadableRequests(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);

        return app.UseMiddleware<ReadableRequests>().UseMiddleware<ReadableBodies>();
    }

    /// <summary>
    /// Maps <c>/health</c> (readiness: every check tagged <see cref="HealthTags.Ready"/>, and not while the replica drains), <c>/alive</c>
    /// (liveness: every check tagged <see cref="HealthTags.Live"/>) and <c>/startup</c> (the same as <c>/alive</c>, for a startup probe). All answer
    /// without authentication and are left out of traces, metrics and the OpenAPI document.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.MapProbes();
        return app;
    }
}
