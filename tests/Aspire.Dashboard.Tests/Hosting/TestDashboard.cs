using System.IO.Compression;
using System.Net.Http.Headers;
using Aspire.Dashboard.Listeners;
using Aspire.Dashboard.Telemetry;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Tests.Hosting;

/// <summary>A whole dashboard on ports of its own, asked over the network like any other.</summary>
public sealed class TestDashboard : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestDashboard(WebApplication app)
    {
        _app = app;
        Addresses = app.Services.GetRequiredService<DashboardAddresses>();
        Otlp = new HttpClient { BaseAddress = Addresses.OtlpHttp[0] };
        Pages = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Addresses.Frontend[0] };
    }

    public DashboardAddresses Addresses { get; }

    public HttpClient Otlp { get; }

    public HttpClient Pages { get; }

    public ITraceReader Traces => Get<ITraceReader>();

    public ILogReader Logs => Get<ILogReader>();

    public IMetricReader Metrics => Get<IMetricReader>();

    public ITelemetryResourceReader Resources => Get<ITelemetryResourceReader>();

    public ITelemetrySession Session => Get<ITelemetrySession>();

    public static Task<TestDashboard> StartAsync(params (string Name, string Value)[] settings) => StartAsync(null, settings);

    public static async Task<TestDashboard> StartAsync(Action<WebApplicationBuilder>? configure, params (string Name, string Value)[] settings)
    {
        // Later ones win: a test's settings over these.
        (string Name, string Value)[] all =
        [
            ("urls", "http://127.0.0.1:0"),
            ("Dashboard:Otlp:GrpcEndpointUrl", "http://127.0.0.1:0"),
            ("Dashboard:Otlp:HttpEndpointUrl", "http://127.0.0.1:0"),
            ("Logging:LogLevel:Default", "Error"),
            .. settings,
        ];
        var app = DashboardApplication.Build([.. all.SelectMany(setting => new[] { "--" + setting.Name, setting.Value })], configure);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestDashboard(app);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<HttpResponseMessage> PostAsync(IMessage request, string? encoding = null, Action<HttpRequestMessage>? change = null) =>
        PostAsync(request.ToByteArray(), PathOf(request), "application/x-protobuf", encoding, change);

    public async Task<HttpResponseMessage> PostAsync(
        byte[] body, string path, string contentType, string? encoding = null, Action<HttpRequestMessage>? change = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Pack(body, encoding)) };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        if (encoding is not null)
        {
            message.Content.Headers.ContentEncoding.Add(encoding);
        }

        change?.Invoke(message);
        return await Otlp.SendAsync(message, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request that is expected to be taken whole.</summary>
    public async Task SendAsync(IMessage request)
    {
        using var response = await PostAsync(request);
        response.EnsureSuccessStatusCode();
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        Otlp.Dispose();
        Pages.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public static string PathOf(IMessage request) => request switch
    {
        ExportTraceServiceRequest => "/v1/traces",
        ExportLogsServiceRequest => "/v1/logs",
        ExportMetricsServiceRequest => "/v1/metrics",
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    private static byte[] Pack(byte[] body, string? encoding)
    {
        if (encoding is not ("gzip" or "deflate"))
        {
            return body;
        }

        using var packed = new MemoryStream();

        using (Stream packing = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest) : new ZLibStream(packed, CompressionLevel.Fastest))
        {
            packing.Write(body);
        }

        return packed.ToArray();
    }
}
