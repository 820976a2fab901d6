using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Hosting.LocalCluster.Tests.Gateway;

/// <summary>The gateway's web server before servers that behave as a test wants it.</summary>
public sealed class GatewayServerTests : IAsyncDisposable
{
    private static readonly string[] ForwardedHeaders = ["Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "traceparent"];

    private readonly List<IAsyncDisposable> _servers = [];
    private readonly ReplicaPool _pool = new(ModelOf.Endpoint("auth"), TimeProvider.System);
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private readonly CollectedLines _console = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spreads_requests_over_the_ready_replicas_only()
    {
        var gateway = await Gateway(_pool);
        var one = Ready("one", await Server("one"));
        var two = Ready("two", await Server("two"));

        var answers = await Ask(gateway, 20);
        answers.Count(answer => answer == "one").ShouldBe(10);
        answers.Count(answer => answer == "two").ShouldBe(10);

        _pool.SetReady(one, false);
        (await Ask(gateway, 10)).ShouldAllBe(answer => answer == "two");

        _pool.Update(two.Id, ModelOf.Replica(KnownResourceStates.Finished, port: null));
        _pool.SetReady(one, true);
        (await Ask(gateway, 10)).ShouldAllBe(answer => answer == "one");
    }

    [Fact]
    public async Task A_request_waits_for_a_replica_to_be_ready()
    {
        var gateway = await Gateway(_pool);
        var request = _client.GetStringAsync(gateway, Cancellation);
        (await Task.WhenAny(request, Task.Delay(100, Cancellation))).ShouldNotBe(request);

        Ready("one", await Server("one"));

        (await request).ShouldBe("one");
    }

    [Fact]
    public async Task Nobody_waits_longer_than_patience_lasts_and_the_console_says_what_was_not_passed_on()
    {
        var time = new FakeTimeProvider();
        var gateway = await Gateway(new ReplicaPool(ModelOf.Endpoint("auth"), time));

        var request = _client.GetAsync(new Uri(gateway, "/auth/me"), Cancellation);
        while (!request.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Cancellation);
        }

        using var response = await request;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString()!.ShouldContain("'auth' has no ready replica");
        _console.Lines.ShouldBe([(LogLevel.Warning, "GET /auth/me: 'auth' has no ready replica. Answered 503.")]);
    }

    [Fact]
    public async Task A_browser_is_told_that_a_stopped_resource_is_stopped()
    {
        var gateway = await Gateway(_pool);
        _pool.Update("one", ModelOf.Replica(KnownResourceStates.Finished, port: null));

        using var request = new HttpRequestMessage(HttpMethod.Get, gateway) { Headers = { { "Accept", "text/html,*/*" } } };
        using var response = await _client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("is stopped");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_replica_that_is_gone_is_replaced_by_another_one(string method)
    {
        var gateway = await Gateway(_pool);
        Ready("one", await Server("one"));

        for (var i = 0; i < 10; i++)
        {
            Ready("gone", await FreePort());
            using var request = new HttpRequestMessage(new(method), gateway);
            request.Content = method == "POST" ? new StringContent("an order") : null;
            using var response = await _client.SendAsync(request, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.OK)]
    [InlineData("HEAD", HttpStatusCode.OK)]
    [InlineData("DELETE", HttpStatusCode.OK)]
    [InlineData("POST", HttpStatusCode.BadGateway)]
    [InlineData("PATCH", HttpStatusCode.BadGateway)]
    public async Task What_may_have_had_an_effect_is_not_sent_twice(string method, HttpStatusCode expected)
    {
        var attempts = 0;
        var flaky = await Server(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);

            if (Interlocked.Increment(ref attempts) == 1)
            {
                context.Abort();
                return;
            }

            await context.Response.WriteAsync("well");
        });
        var gateway = await Gateway(_pool);
        Ready("one", flaky);

        using var request = new HttpRequestMessage(new(method), gateway);
        request.Content = method is "POST" or "PATCH" ? new StringContent("an order") : null;
        using var response = await _client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(expected);
        attempts.ShouldBe(expected is HttpStatusCode.OK ? 2 : 1);
    }

    [Fact]
    public async Task Events_arrive_as_they_are_sent()
    {
        var next = new TaskCompletionSource();
        Ready("one", await Server(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n\n");
            await context.Response.Body.FlushAsync();
            await next.Task;
            await context.Response.WriteAsync("data: 2\n\n");
        }));

        using var reader = new StreamReader(await _client.GetStreamAsync(await Gateway(_pool), Cancellation));
        (await reader.ReadLineAsync(Cancellation)).ShouldBe("data: 1");
        next.SetResult();
        await reader.ReadLineAsync(Cancellation);
        (await reader.ReadLineAsync(Cancellation)).ShouldBe("data: 2");
    }

    [Fact]
    public async Task Web_sockets_pass()
    {
        Ready("one", await Server(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[100];
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, true, CancellationToken.None);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }));

        using var client = new ClientWebSocket();
        await client.ConnectAsync(new UriBuilder(await Gateway(_pool)) { Scheme = "ws" }.Uri, Cancellation);
        await client.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, true, Cancellation);
        var answer = new byte[100];
        var count = (await client.ReceiveAsync(answer, Cancellation)).Count;
        Encoding.UTF8.GetString(answer, 0, count).ShouldBe("hello");
    }

    [Fact]
    public async Task Header_values_beyond_ASCII_pass_both_ways()
    {
        Ready("one", await Server(context =>
        {
            context.Response.Headers["X-Echo"] = context.Request.Headers["X-Name"];
            return Task.CompletedTask;
        }));
        using var handler = new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, await Gateway(_pool));
        request.Headers.TryAddWithoutValidation("X-Name", "Bølge, 波").ShouldBeTrue();

        using var response = await client.SendAsync(request, Cancellation);

        response.Headers.GetValues("X-Echo").ShouldBe(["Bølge, 波"]);
    }

    [Fact]
    public async Task A_service_is_told_how_the_outside_sees_it_and_not_what_the_outside_claims()
    {
        Ready("one", await Server(context => context.Response.WriteAsync(string.Join('|', ForwardedHeaders.Select(header => context.Request.Headers[header].ToString())))));
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(await Gateway(_pool), "/auth/me"))
        {
            Headers = { { "Host", "devops.local" }, { "X-Forwarded-For", "1.2.3.4" }, { "X-Forwarded-Proto", "https" }, { "traceparent", Trace } },
        };

        using var response = await _client.SendAsync(request, Cancellation);

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe($"devops.local|127.0.0.1|http|devops.local|{Trace}");
    }

    [Fact]
    public async Task Takes_part_in_the_trace_under_its_own_name()
    {
        var received = new TaskCompletionSource<(string Key, string Spans)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = await Server(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.TrySetResult(($"{context.Request.Path} {context.Request.Headers["x-otlp-api-key"]}", Encoding.Latin1.GetString(body.ToArray())));
        });
        Ready("auth-one", await Server(context => context.Response.WriteAsync(context.Request.Headers.TraceParent.ToString())));
        string traceparent;

        using (var tracing = Tracing("door", receiver))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(await Gateway(_pool, tracing), "/auth/me"))
            {
                Headers = { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } },
            };
            using var response = await _client.SendAsync(request, Cancellation);
            traceparent = await response.Content.ReadAsStringAsync(Cancellation);
        }

        // The same trace, and asked by a span of the gateway's own.
        var parts = traceparent.Split('-');
        (parts[1], parts[3]).ShouldBe(("0af7651916cd43dd8448eb211c80319c", "01"));
        parts[2].ShouldNotBe("b7ad6b7169203331");

        var (key, spans) = await received.Task.WaitAsync(Cancellation);
        key.ShouldBe("/v1/traces secret");
        spans.ShouldContain("door");
        spans.ShouldContain("GET /auth/me");
        spans.ShouldContain("auth-one");
        spans.ShouldContain(Encoding.Latin1.GetString(Convert.FromHexString("b7ad6b7169203331")));
        spans.ShouldContain(Encoding.Latin1.GetString(Convert.FromHexString(parts[2])));
    }

    [Fact]
    public async Task A_replica_that_turns_out_to_be_gone_is_seen_in_the_trace()
    {
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Aspire.Hosting.LocalCluster.retrying",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var tracing = Tracing("retrying", await FreePort());
        Ready("gone", await FreePort());
        Ready("there", await Server("hello"));

        (await Ask(await Gateway(_pool, tracing), 1)).ShouldBe(["hello"]);

        ended.Select(span => (span.Kind, span.Status, span.GetTagItem("service.instance.id"), span.GetTagItem("error.type"), span.GetTagItem("http.request.resend_count"))).ShouldBe(
        [
            (ActivityKind.Client, ActivityStatusCode.Error, "gone", typeof(HttpRequestException).FullName, null),
            (ActivityKind.Client, ActivityStatusCode.Unset, "there", null, 1),
            (ActivityKind.Server, ActivityStatusCode.Unset, null, null, null),
        ]);
    }

    [Fact]
    public async Task Says_so_when_no_route_matches()
    {
        var gateway = await Gateway(new GatewayRouteTable([new(new("/auth", GatewayPathType.Prefix, _pool.Endpoint), _pool)]));

        using var response = await _client.GetAsync(gateway, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("No route");
        _console.Lines.ShouldBe([(LogLevel.Warning, "GET /: no route leads there. Answered 404.")]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();

        foreach (var server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }
    }

    private static GatewayTracing Tracing(string name, int receiver) => GatewayTracing.Create(name, new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{receiver}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=secret",
    })!;

    private Task<Uri> Gateway(ReplicaPool pool, GatewayTracing? tracing = null) => Gateway(new GatewayRouteTable([new(new("/", GatewayPathType.Prefix, pool.Endpoint), pool)]), tracing);

    private async Task<Uri> Gateway(GatewayRouteTable routes, GatewayTracing? tracing = null)
    {
        var server = await GatewayServer.StartAsync(port: null, GatewayForwarder.CreateClient(), routes, _console, Cancellation);
        server.Tracing = tracing;
        _servers.Add(server);
        return new($"http://127.0.0.1:{server.Port}");
    }

    private Replica Ready(string id, int port)
    {
        var replica = _pool.Update(id, ModelOf.Replica(KnownResourceStates.Running, port)).ShouldNotBeNull();
        _pool.SetReady(replica, true);
        return replica;
    }

    private Task<int> Server(string answer) => Server(context => context.Response.WriteAsync(answer));

    private async Task<int> Server(RequestDelegate handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.RequestHeaderEncodingSelector = _ => Encoding.UTF8;
            options.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var application = builder.Build();
        application.UseWebSockets();
        application.Run(handler);
        await application.StartAsync(Cancellation);
        _servers.Add(application);
        return new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    private async Task<int> FreePort()
    {
        var port = await Server("");
        var server = _servers[^1];
        _servers.Remove(server);
        await server.DisposeAsync();
        return port;
    }

    private async Task<List<string>> Ask(Uri address, int times)
    {
        var answers = new List<string>();

        for (var i = 0; i < times; i++)
        {
            answers.Add(await _client.GetStringAsync(address, Cancellation));
        }

        return answers;
    }
}
