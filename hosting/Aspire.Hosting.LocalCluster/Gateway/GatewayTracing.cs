using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>
/// The gateway's part of a trace: a span for each request that it serves and one for each replica that it asks, sent to the
/// dashboard under the gateway's name. Traces go through it by W3C's Trace Context; one that nobody began, begins here.
/// </summary>
/// <remarks>Names of spans and attributes: OpenTelemetry's semantic conventions for HTTP.</remarks>
internal sealed class GatewayTracing : IDisposable
{
    private const int ExportDelayMilliseconds = 1000;

    private readonly ActivitySource _source;
    private readonly TracerProvider _provider;

    private GatewayTracing(string gateway, Action<OtlpExporterOptions> receiver)
    {
        // A provider hears sources by their name, and each gateway has one of its own.
        _source = new($"Aspire.Hosting.LocalCluster.{gateway}");
        _provider = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(gateway, autoGenerateServiceInstanceId: false))
            .AddSource(_source.Name)
            .AddOtlpExporter(otlp =>
            {
                receiver(otlp);
                otlp.BatchExportProcessorOptions.ScheduledDelayMilliseconds = ExportDelayMilliseconds;
            })
            .Build();
    }

    /// <param name="gateway">The gateway's name.</param>
    /// <param name="environment">What Aspire tells a program about the receiver of its telemetry (<c>OTEL_EXPORTER_OTLP_…</c>).</param>
    /// <returns><see langword="null"/> if there is no receiver.</returns>
    public static GatewayTracing? Create(string gateway, IReadOnlyDictionary<string, string> environment)
    {
        if (!Uri.TryCreate(environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT"), UriKind.Absolute, out var endpoint))
        {
            return null;
        }

        var isHttp = environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL") == "http/protobuf";

        return new(gateway, otlp =>
        {
            otlp.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
            otlp.Endpoint = isHttp ? new(endpoint, "/v1/traces") : endpoint;
            otlp.Headers = environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_HEADERS");
        });
    }

    /// <summary>Begins the span of a request that the gateway was asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">The route's path; <see langword="null"/> if none leads anywhere.</param>
    public Activity? StartServing(HttpRequest request, string? route)
    {
        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var caller);

        // By the path, not the route: everything that a browser asks goes to "/", and a developer reads the names of single requests.
        if (_source.CreateActivity($"{request.Method} {request.Path}", ActivityKind.Server, caller) is not { } span)
        {
            return null;
        }

        span.SetTag("http.request.method", request.Method);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", request.Path.Value);
        span.SetTag("http.route", route);
        span.SetTag("server.address", request.Host.Host);
        span.SetTag("server.port", request.Host.Port);
        span.SetTag("network.protocol.version", request.Protocol.Split('/')[^1]);
        return span.Start();
    }

    /// <summary>Begins the span of asking a replica.</summary>
    /// <param name="request">The request that is passed on.</param>
    /// <param name="resource">The resource asked.</param>
    /// <param name="replica">The replica asked.</param>
    /// <param name="attempt">How often it was sent before.</param>
    public Activity? StartAsking(HttpRequest request, string resource, Replica replica, int attempt)
    {
        if (_source.StartActivity(request.Method, ActivityKind.Client) is not { } span)
        {
            return null;
        }

        span.SetTag("http.request.method", request.Method);
        span.SetTag("server.address", resource);
        span.SetTag("server.port", replica.Address.Port);
        span.SetTag("service.instance.id", replica.Id);
        if (attempt > 0)
        {
            span.SetTag("http.request.resend_count", attempt);
        }

        return span;
    }

    /// <summary>Says in a span what came of it.</summary>
    /// <param name="span">The span.</param>
    /// <param name="response">The answer so far.</param>
    /// <param name="failure">Why there is none.</param>
    public static void Conclude(Activity? span, HttpResponse response, Exception? failure = null)
    {
        if (span is null)
        {
            return;
        }

        if (failure is null || response.HasStarted)
        {
            span.SetTag("http.response.status_code", response.StatusCode);
        }

        // A page that is left while it is loaded, a stream that is closed: the client's good right.
        if (response.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        // A client's mistake is no failure of the server that says so.
        var smallestError = span.Kind is ActivityKind.Client ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError;
        if (failure is not null || response.StatusCode >= smallestError)
        {
            span.SetTag("error.type", failure?.GetType().FullName ?? response.StatusCode.ToString(CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error, failure?.Message);
        }
    }

    public void Dispose()
    {
        _provider.Dispose();
        _source.Dispose();
    }
}
