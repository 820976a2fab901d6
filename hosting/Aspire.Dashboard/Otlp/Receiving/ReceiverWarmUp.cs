using System.Net;
using System.Net.Http.Headers;
using Aspire.Dashboard.Listeners;
using Aspire.Dashboard.Otlp.Decoding;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Storage;
using Aspire.Dashboard.Telemetry.Traces;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>
/// Walks the way of a request once before the start is announced, so that the first senders do not wait until it is compiled.
/// What it decodes goes into a store of its own, and what it sends over the network is empty: nothing of it can be seen.
/// </summary>
internal sealed partial class ReceiverWarmUp(
    DashboardAddresses addresses, DashboardSettings settings, TimeProvider time, ILogger<ReceiverWarmUp> logger) : IHostedLifecycleService
{
    // What was compiled in a hurry is looked at again after thirty calls.
    private const int Rounds = 30;

    /// <summary>Nobody waits longer than this for a warmer start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var timer = time.CreateTimer(_ => patience.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);

        try
        {
            for (var round = 0; round < Rounds && !patience.IsCancellationRequested; round++)
            {
                Decode();
                await SendAsync(http, patience.Token);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Then the first sender warms it up.
            LogFailed(logger, failure.Message);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Decode()
    {
        var feed = new TelemetryFeed(time);
        var strings = new Utf8StringPool();
        var decoder = new SpanDecoder(settings, new ResourceCatalog(settings, time, feed), new ScopeCatalog(strings), strings, new TraceStore(settings, feed));
        decoder.Decode(Sample().ToByteArray());
    }

    private async Task SendAsync(HttpClient http, CancellationToken cancellationToken)
    {
        foreach (var receiver in addresses.OtlpHttp.Where(address => address.Scheme == Uri.UriSchemeHttp))
        {
            await SendAsync(http, new Uri(receiver, "/v1/traces"), [], "application/x-protobuf", HttpVersion.Version11, cancellationToken);
        }

        foreach (var receiver in addresses.OtlpGrpc.Where(address => address.Scheme == Uri.UriSchemeHttp))
        {
            // A message of no bytes in its frame.
            var path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
            await SendAsync(http, new Uri(receiver, path), new byte[5], "application/grpc", HttpVersion.Version20, cancellationToken);
        }
    }

    private async Task SendAsync(HttpClient http, Uri receiver, byte[] body, string contentType, Version version, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver)
        {
            Content = new ByteArrayContent(body),
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.TryAddWithoutValidation(OtlpApiKey.HeaderName, settings.Otlp.PrimaryApiKey);
        using var response = await http.SendAsync(request, cancellationToken);
    }

    private static ExportTraceServiceRequest Sample()
    {
        var value = new AnyValue { StringValue = "value" };
        var attributes = new[] { value, new AnyValue { IntValue = 1 }, new AnyValue { DoubleValue = 1 }, new AnyValue { BoolValue = true } }
            .Select((each, i) => new KeyValue { Key = $"attribute-{i}", Value = each }).ToList();
        var root = new Span
        {
            TraceId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
            SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8),
            Name = "warm-up",
            Kind = Span.Types.SpanKind.Server,
            StartTimeUnixNano = 1,
            EndTimeUnixNano = 2,
            Attributes = { attributes },
            Events = { new Span.Types.Event { Name = "event", TimeUnixNano = 1, Attributes = { attributes } } },
            Status = new Status { Code = Status.Types.StatusCode.Error, Message = "message" },
        };
        var child = root.Clone();
        child.SpanId = ByteString.CopyFrom(8, 7, 6, 5, 4, 3, 2, 1);
        child.ParentSpanId = root.SpanId;

        return new ExportTraceServiceRequest
        {
            ResourceSpans =
            {
                new ResourceSpans
                {
                    Resource = new Resource { Attributes = { new KeyValue { Key = "service.name", Value = value }, new KeyValue { Key = "service.instance.id", Value = value } } },
                    ScopeSpans = { new ScopeSpans { Scope = new InstrumentationScope { Name = "scope" }, Spans = { root, child } } },
                },
            },
        };
    }

    [LoggerMessage(LogLevel.Debug, "The receivers could not be warmed up: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
