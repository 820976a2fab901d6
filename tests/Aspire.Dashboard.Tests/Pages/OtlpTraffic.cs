using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>Sends OTLP as a small shop would: a gateway calls order, order calls a database and auth.</summary>
internal sealed class OtlpTraffic(Uri receiver) : IDisposable
{
    private const int Server = 2;
    private const int Client = 3;

    private readonly HttpClient _http = new() { BaseAddress = receiver };

    /// <summary>One trace of five spans, with a log record; of an error when asked for. Returns the trace's id.</summary>
    public async Task<string> PlaceOrderAsync(bool fails = false, DateTimeOffset? at = null)
    {
        var order = Order(fails, at ?? DateTimeOffset.UtcNow);
        await SendAsync("/v1/traces", new { resourceSpans = order.Spans });
        await SendAsync("/v1/logs", new { resourceLogs = order.Logs });
        return order.TraceId;
    }

    /// <summary>Many traces, in requests of a few hundred.</summary>
    public async Task PlaceOrdersAsync(int count)
    {
        var start = DateTimeOffset.UtcNow.AddMinutes(-10);
        foreach (var batch in Enumerable.Range(0, count).Chunk(250))
        {
            await SendAsync("/v1/traces", new { resourceSpans = batch.SelectMany(i => Order(i % 50 == 0, start.AddMilliseconds(i * 50)).Spans) });
        }
    }

    public Task LogAsync(string service, string level, string message, params (string Name, string Value)[] attributes) =>
        SendAsync("/v1/logs", new { resourceLogs = new[] { Log(service, level, message, null, null, DateTimeOffset.UtcNow, attributes) } });

    public Task LogAsync(string service, string message, DateTimeOffset at) =>
        SendAsync("/v1/logs", new { resourceLogs = new[] { Log(service, "Information", message, null, null, at) } });

    /// <summary>A histogram with an exemplar in a trace, at some moments of the last minute.</summary>
    public async Task MeasureAsync(string service, string traceId, string spanId)
    {
        var start = DateTimeOffset.UtcNow.AddMinutes(-1);
        for (var i = 1; i <= 10; i++)
        {
            var at = start.AddSeconds(5 * i);
            object Point(string route, int factor) => new
            {
                startTimeUnixNano = Nanoseconds(start),
                timeUnixNano = Nanoseconds(at),
                count = (6 * i * factor).ToString(CultureInfo.InvariantCulture),
                sum = 0.3 * i * factor,
                bucketCounts = new[] { 3 * i * factor, 2 * i * factor, i * factor, 0 }.Select(c => c.ToString(CultureInfo.InvariantCulture)),
                explicitBounds = new[] { 0.01, 0.1, 1 },
                attributes = Attributes(("http.route", route)),
                exemplars = new[] { new { timeUnixNano = Nanoseconds(at), asDouble = 0.2, traceId, spanId } },
            };
            await SendAsync("/v1/metrics", new
            {
                resourceMetrics = new[]
                {
                    new
                    {
                        resource = Resource(service),
                        scopeMetrics = new[]
                        {
                            new
                            {
                                scope = new { name = "Microsoft.AspNetCore.Hosting" },
                                metrics = new[]
                                {
                                    new
                                    {
                                        name = "http.server.request.duration", description = "Duration of HTTP server requests.", unit = "s",
                                        histogram = new { aggregationTemporality = 2, dataPoints = new[] { Point("/orders", 1), Point("/products", 2) } },
                                    },
                                },
                            },
                        },
                    },
                },
            });
        }
    }

    public static string NewSpanId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private static (string TraceId, object[] Spans, object[] Logs) Order(bool fails, DateTimeOffset at)
    {
        var traceId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        string[] id = [.. Enumerable.Range(0, 5).Select(_ => NewSpanId())];
        object Span(int index, int parent, string name, int kind, double offset, double duration, bool error, params (string, string)[] attributes) => new
        {
            traceId,
            spanId = id[index],
            parentSpanId = parent < 0 ? "" : id[parent],
            name,
            kind,
            startTimeUnixNano = Nanoseconds(at.AddMilliseconds(offset)),
            endTimeUnixNano = Nanoseconds(at.AddMilliseconds(offset + duration)),
            attributes = Attributes(attributes),
            status = error ? new { code = 2, message = "Payment refused" } : new { code = 0, message = "" },
            events = error ? new[] { new { name = "exception", timeUnixNano = Nanoseconds(at.AddMilliseconds(offset + 1)), attributes = Attributes(("exception.message", "Payment refused")) } } : [],
        };
        object From(string service, params object[] spans) => new
        {
            resource = Resource(service),
            scopeSpans = new[] { new { scope = new { name = "Shop" }, spans } },
        };

        return (
            traceId,
            [
                From("gateway", Span(0, -1, "POST /checkout", Server, 0, 40, fails, ("http.route", "/checkout")), Span(1, 0, "POST", Client, 1, 38, fails, ("server.address", "order"))),
                From("order", Span(2, 1, "POST /orders", Server, 2, 36, fails, ("http.route", "/orders")), Span(3, 2, "INSERT orders", Client, 10, 3, false, ("db.system.name", "sqlite"), ("server.address", "orderdb"))),
                From("auth", Span(4, 2, "GET /keys", Server, 4, 2, false, ("http.route", "/keys"))),
            ],
            [Log("order", fails ? "Error" : "Information", fails ? "Order was not placed" : "Order placed", traceId, id[2], at.AddMilliseconds(20), ("OrderId", traceId[..6]))]);
    }

    private static object Log(string service, string level, string message, string? traceId, string? spanId, DateTimeOffset at, params (string Name, string Value)[] attributes) => new
    {
        resource = Resource(service),
        scopeLogs = new[]
        {
            new
            {
                scope = new { name = "Shop.Orders" },
                logRecords = new[]
                {
                    new
                    {
                        timeUnixNano = Nanoseconds(at),
                        severityNumber = level switch { "Error" => 17, "Warning" => 13, _ => 9 },
                        severityText = level,
                        body = new { stringValue = message },
                        attributes = Attributes(attributes),
                        traceId = traceId ?? "",
                        spanId = spanId ?? "",
                    },
                },
            },
        },
    };

    private static object Resource(string service) => new { attributes = Attributes(("service.name", service), ("service.instance.id", $"{service}-1")) };

    private static IEnumerable<object> Attributes(params (string Name, string Value)[] attributes) =>
        attributes.Select(a => new { key = a.Name, value = new { stringValue = a.Value } });

    private static string Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks.ToString(CultureInfo.InvariantCulture) + "00";

    private async Task SendAsync(string path, object request)
    {
        using var response = await _http.PostAsJsonAsync(path, request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
