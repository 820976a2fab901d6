using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Tests;

public sealed partial class TelemetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_metrics_and_logs_reach_the_receiver_and_probes_do_not()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await StartAsync(receiver);

        // Activities are sent in the order in which they end: once the work is there, the probes would be, too.
        await service.Client.GetAsync("/health", Cancellation);
        await service.Client.GetAsync("/alive", Cancellation);
        await service.Client.GetAsync("/startup", Cancellation);
        await service.Client.GetAsync("/work", Cancellation);

        await receiver.ReceivesAsync("traces", "step of work", "GET /work");
        await receiver.ReceivesAsync("logs", "Working hard");
        await receiver.ReceivesAsync("metrics", "http.server.request.duration", "dotnet.gc", "work.done");
        receiver.Received("traces").ShouldNotContain("GET /health");
        receiver.Received("traces").ShouldNotContain("GET /alive");
        receiver.Received("traces").ShouldNotContain("GET /startup");
        receiver.Received("traces").ShouldNotContain("asked by a probe");
    }

    [Fact]
    public async Task Without_a_receiver_nothing_is_collected()
    {
        await using var service = await RunningService.StartAsync();

        service.App.Services.GetService<TracerProvider>().ShouldBeNull();
    }

    private static Task<RunningService> StartAsync(OtlpReceiver receiver) => RunningService.StartAsync(
        builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("database", () =>
            {
                // As a driver does for each command.
                using var activity = new ActivitySource("probe").StartActivity("asked by a probe");
                return Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy();
            }, [HealthTags.Ready]);
        },
        app => app.MapGet("/work", (ILogger<TelemetryTests> logger, IMeterFactory meters) =>
        {
            // By convention a service's own activities and instruments carry its name.
            using var activity = new ActivitySource("probe").StartActivity("step of work");
            meters.Create("probe").CreateCounter<long>("work.done").Add(1);
            LogWorking(logger);
        }),
        settings:
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_TRACES_SAMPLER", "always_on"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
        ]);

    [LoggerMessage(LogLevel.Information, "Working hard")]
    private static partial void LogWorking(ILogger logger);
}
