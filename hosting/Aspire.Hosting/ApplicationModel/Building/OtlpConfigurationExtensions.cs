using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Has resources send their telemetry to the dashboard.</summary>
public static class OtlpConfigurationExtensions
{
    private const string GrpcEndpointKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string HttpEndpointKey = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string ApiKeyKey = "AppHost:OtlpApiKey";

    /// <summary>Has a resource send its telemetry to the dashboard.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment => WithOtlpExporter(builder, protocol: null);

    /// <summary>Has a resource send its telemetry to the dashboard.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment => WithOtlpExporter(builder, (OtlpProtocol?)protocol);

    private static IResourceBuilder<T> WithOtlpExporter<T>(IResourceBuilder<T> builder, OtlpProtocol? protocol)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        // Asked for twice, the environment is still added once: it reads the last annotation.
        var again = builder.Resource.HasAnnotationOfType<OtlpExporterAnnotation>();
        builder.WithAnnotation(new OtlpExporterAnnotation { RequiredProtocol = protocol }, ResourceAnnotationMutationBehavior.Replace);

        var application = builder.ApplicationBuilder;
        return again ? builder : builder.WithEnvironment(context => AddEnvironment(context, application.Configuration, application.Environment));
    }

    private static void AddEnvironment(EnvironmentCallbackContext context, ConfigurationManager configuration, IHostEnvironment environment)
    {
        if (context.ExecutionContext.IsPublishMode)
        {
            return;
        }

        // Whoever starts the dashboard says where it listens; without a dashboard, telemetry goes nowhere.
        var required = context.Resource.TryGetLastAnnotation<OtlpExporterAnnotation>(out var annotation) ? annotation.RequiredProtocol : null;
        var (url, protocol) = (required, configuration[GrpcEndpointKey], configuration[HttpEndpointKey]) switch
        {
            (null or OtlpProtocol.Grpc, { Length: > 0 } grpc, _) => (grpc, "grpc"),
            (OtlpProtocol.HttpJson, _, { Length: > 0 } http) => (http, "http/json"),
            (null or OtlpProtocol.HttpProtobuf, _, { Length: > 0 } http) => (http, "http/protobuf"),
            _ => (null, null),
        };
        if (url is null || protocol is null)
        {
            return;
        }

        var variables = context.EnvironmentVariables;
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = new HostUrl(url);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = ReferenceExpression.Create($"service.instance.id={new ReplicaInstanceId(context.Resource)}");

        if (configuration[ApiKeyKey] is { Length: > 0 } apiKey)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = new SecretText($"x-otlp-api-key={apiKey}");
        }

        if (environment.IsDevelopment())
        {
            // What one does in the browser is to be seen in the dashboard at once.
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }
    }
}
