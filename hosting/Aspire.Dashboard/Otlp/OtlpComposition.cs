using Aspire.Dashboard.Listeners;
using Aspire.Dashboard.Otlp.Decoding;
using Aspire.Dashboard.Otlp.Export;
using Aspire.Dashboard.Otlp.Json;
using Aspire.Dashboard.Otlp.Receiving;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Otlp;

internal static class OtlpComposition
{
    private const string CorsPolicy = "otlp";

    public static WebApplicationBuilder AddOtlp(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SpanDecoder>();
        builder.Services.AddSingleton<LogDecoder>();
        builder.Services.AddSingleton<MetricDecoder>();
        builder.Services.AddSingleton<OtlpIngest>();
        builder.Services.AddSingleton<OtlpJson>();
        builder.Services.AddSingleton<OtlpEncoder>();
        builder.Services.AddSingleton<ITelemetrySession, TelemetrySession>();
        builder.Services.AddSingleton<OtlpApiKey>();
        builder.Services.AddSingleton<ReceiverBudget>();
        builder.Services.AddSingleton<BodyReader>();
        builder.Services.AddSingleton<OtlpHttpReceiver>();
        builder.Services.AddSingleton<OtlpGrpcReceiver>();
        builder.Services.AddHostedService<ReceiverWarmUp>();

        builder.Services.AddCors();
        builder.Services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>()
            .Configure<DashboardSettings>((cors, settings) => cors.AddPolicy(CorsPolicy, policy =>
            {
                policy.WithOrigins(List(settings.Otlp.Cors.AllowedOrigins))
                    .WithHeaders(settings.Otlp.Cors.AllowedHeaders is { Length: > 0 } headers
                        ? List(headers)
                        : ["content-type", "content-encoding", OtlpApiKey.HeaderName, "x-requested-with", "traceparent"])
                    .WithMethods(HttpMethods.Post);
            }));

        return builder;
    }

    public static void MapOtlp(this IEndpointRouteBuilder endpoints)
    {
        var isCorsAllowed = !string.IsNullOrEmpty(endpoints.ServiceProvider.GetRequiredService<DashboardSettings>().Otlp.Cors.AllowedOrigins);

        Map(OtlpSignal.Traces, "/v1/traces", "/opentelemetry.proto.collector.trace.v1.TraceService/Export");
        Map(OtlpSignal.Logs, "/v1/logs", "/opentelemetry.proto.collector.logs.v1.LogsService/Export");
        Map(OtlpSignal.Metrics, "/v1/metrics", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export");
        endpoints.MapPost("/{service}/{method}", OtlpGrpcReceiver.RefuseAsync).OnlyOn(ListenerKind.OtlpGrpc).AllowAnonymous();

        void Map(OtlpSignal signal, string path, string method)
        {
            var http = endpoints.MapPost(path, (RequestDelegate)(context =>
                context.RequestServices.GetRequiredService<OtlpHttpReceiver>().ReceiveAsync(context, signal))).OnlyOn(ListenerKind.OtlpHttp).AllowAnonymous();

            if (isCorsAllowed)
            {
                http.RequireCors(CorsPolicy);
            }

            endpoints.MapPost(method, (RequestDelegate)(context =>
                context.RequestServices.GetRequiredService<OtlpGrpcReceiver>().ReceiveAsync(context, signal))).OnlyOn(ListenerKind.OtlpGrpc).AllowAnonymous();
        }
    }

    private static string[] List(string? values) =>
        (values ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
