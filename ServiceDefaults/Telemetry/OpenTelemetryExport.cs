using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ServiceDefaults.Health;

namespace ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs over OTLP, configured by the OTEL_* variables of the OpenTelemetry specification.</summary>
internal static class OpenTelemetryExport
{
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // Without a receiver nobody would read it: then start-up and every request are spared the work.
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        // By convention a service's own activities and instruments carry its name.
        var service = builder.Environment.ApplicationName;

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(service))
            .WithTracing(tracing => tracing
                .AddSource(service)
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = context => !Probes.IsProbe(context.Request.Path);

                    // A posted form's handler would begin a trace of its own, apart from the request that posted it.
                    options.EnableRazorComponentsSupport = false;
                })
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }
}
