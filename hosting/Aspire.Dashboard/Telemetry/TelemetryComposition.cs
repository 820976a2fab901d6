using Aspire.Dashboard.Telemetry.Logs;
using Aspire.Dashboard.Telemetry.Metrics;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Storage;
using Aspire.Dashboard.Telemetry.Traces;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Dashboard.Telemetry;

internal static class TelemetryComposition
{
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TelemetryFeed>();
        services.AddSingleton<ITelemetryFeed>(provider => provider.GetRequiredService<TelemetryFeed>());
        services.AddSingleton<Utf8StringPool>();
        services.AddSingleton<ScopeCatalog>();
        services.AddSingleton<ResourceCatalog>();
        services.AddSingleton<ITelemetryResourceReader>(provider => provider.GetRequiredService<ResourceCatalog>());
        services.AddSingleton<TraceStore>();
        services.AddSingleton<LogStore>();
        services.AddSingleton<MetricStore>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<ILogReader>(provider => provider.GetRequiredService<LogReader>());
        services.AddSingleton<PeerNames>();
        services.AddSingleton<ServiceMapBuilder>();
        services.AddSingleton<ITraceReader, TraceReader>();
        services.AddSingleton<IMetricReader, MetricReader>();
        return builder;
    }
}
