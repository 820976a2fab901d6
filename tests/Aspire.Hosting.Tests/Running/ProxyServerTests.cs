using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.Running.Ports;
using Aspire.Hosting.Running.Proxying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Hosting.Tests.Running;

public sealed class ProxyServerTests : IAsyncDisposable
{
    private static readonly string[] ForwardedHeaders = ["Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "traceparent"];

    private readonly List<IAsyncDisposable> _servers = [];
    private readonly BackendPool _pool = new("auth", TimeProvider.System);
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spreads_requests_over_the_ready_replicas_only()
    {
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http, _pool));
        var (one, two) = (await Replica("one"), await Replica("two"));

        _pool.Update([("one", one), ("two", two)], isExpected: true);
        var answers = await Ask(proxy, 20);
        answers.Count(answer => answer == "one").ShouldBe(10);
        answers.Count(answer => answer == "two").ShouldBe(10);

        _pool.Update([("two", two)], isExpected: true);
        (await Ask(proxy, 10)).ShouldAllBe(answer => answer == "two");
    }

    [Fact]
    public async Task A_request_waits_for_a_replica_to_be_ready()
    {
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http, _pool));
        var request = _client.GetStringAsync(proxy, Cancellation);
        (await Task.WhenAny(request, Task.Delay(100, Cancellation))).ShouldNotBe(request);

        _pool.Update([("one", await Replica("one"))], isExpected: true);

        (await request).ShouldBe("one");
    }

    [Fact]
    public async Task Nobody_waits_longer_than_patience_lasts()
    {
        var time = new FakeTimeProvider();
        var pool = new BackendPool("auth", time);
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http, pool));

        var request = _client.GetAsync(proxy, Cancellation);
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
    }

    [Fact]
    public async Task A_browser_is_told_that_a_stopped_resource_is_stopped()
    {
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http, _pool));
        _pool.Update([], isExpected: false);

        using var request = new HttpRequestMessage(HttpMethod.Get, proxy) { Headers = { { "Accept", "text/html,*/*" } } };
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
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http, _pool));
        _pool.Update([("gone", new TargetPorts().Take()), ("one", await Replica("one"))], isExpected: true);

        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(new(method), proxy);
            request.Content = method == "POST" ? new StringContent("an order") : null;
            using var response = await _client.SendAsync(request, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.OK)]
    [InlineData("POST", HttpStatusCode.BadGateway)]
    public async Task What_may_have_had_an_effect_is_not_sent_twice(string method, HttpStatusCode expected)
    {
        var attempts = 0;
        var flaky = await Replica(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);

            if (Interlocked.Increment(ref attempts) == 1)
            {
                context.Abort();
                return;
            }

            await context.Response.WriteAsync("well");
        });
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http, _pool));
        _pool.Update([("one", flaky), ("two", flaky)], isExpected: true);

        using var request = new HttpRequestMessage(new(method), proxy);
        request.Content = method == "POST" ? new StringContent("an order") : null;
        using var response = await _client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(expected);
        attempts.ShouldBe(method == "POST" ? 1 : 2);
    }

    [Fact]
    public async Task Events_arrive_as_they_are_sent()
    {
        var next = new TaskCompletionSource();
        var replica = await Replica(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n\n");
            await context.Response.Body.FlushAsync();
            await next.Task;
            await context.Response.WriteAsync("data: 2\n\n");
        });
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http, _pool));
        _pool.Update([("one", replica)], isExpected: true);

        using var reader = new StreamReader(await _client.GetStreamAsync(proxy, Cancellation));
        (await reader.ReadLineAsync(Cancellation)).ShouldBe("data: 1");
        next.SetResult();
        await reader.ReadLineAsync(Cancellation);
        (await reader.ReadLineAsync(Cancellation)).ShouldBe("data: 2");
    }

    [Fact]
    public async Task Web_sockets_pass()
    {
        var replica = await Replica(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[100];
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, true, CancellationToken.None);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http, _pool));
        _pool.Update([("one", replica)], isExpected: true);

        using var client = new ClientWebSocket();
        await client.ConnectAsync(new UriBuilder(proxy) { Scheme = "ws" }.Uri, Cancellation);
        await client.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, true, Cancellation);
        var answer = new byte[100];
        var count = (await client.ReceiveAsync(answer, Cancellation)).Count;
        Encoding.UTF8.GetString(answer, 0, count).ShouldBe("hello");
    }

    [Fact]
    public async Task Http2_without_tls_passes_with_its_trailers()
    {
        var replica = await Replica(
            context =>
            {
                context.Response.AppendTrailer("grpc-status", "0");
                return context.Response.WriteAsync(context.Request.Protocol);
            },
            HttpProtocols.Http2);
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Http2, _pool));
        _pool.Update([("one", replica)], isExpected: true);

        using var request = new HttpRequestMessage(HttpMethod.Get, proxy) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await _client.SendAsync(request, Cancellation);

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("HTTP/2");
        response.TrailingHeaders.GetValues("grpc-status").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_port_of_any_other_protocol_is_passed_on_byte_by_byte()
    {
        using var database = new TcpListener(IPAddress.IPv6Loopback, 0);
        database.Start();
        var proxy = await Proxy(new EndpointListener(null, ProxyProtocol.Tcp, _pool));
        _pool.Update([("one", ((IPEndPoint)database.LocalEndpoint).Port)], isExpected: true);

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port, Cancellation);
        using var server = await database.AcceptTcpClientAsync(Cancellation);
        var (clientStream, serverStream) = (client.GetStream(), server.GetStream());
        await clientStream.WriteAsync("question"u8.ToArray(), Cancellation);
        client.Client.Shutdown(SocketShutdown.Send);

        using var question = new StreamReader(serverStream);
        (await question.ReadToEndAsync(Cancellation)).ShouldBe("question");
        await serverStream.WriteAsync("answer"u8.ToArray(), Cancellation);
        server.Close();

        using var answer = new StreamReader(clientStream);
        (await answer.ReadToEndAsync(Cancellation)).ShouldBe("answer");
    }

    [Fact]
    public async Task An_endpoint_changes_nothing_about_a_request_and_the_gateway_tells_how_the_outside_sees_it()
    {
        var replica = await Replica(context => context.Response.WriteAsync(string.Join('|', ForwardedHeaders.Select(header => context.Request.Headers[header].ToString()))));
        _pool.Update([("one", replica)], isExpected: true);
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        async Task<string> AskWith(Uri address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/auth/me"))
            {
                Headers = { { "Host", "devops.local" }, { "X-Forwarded-For", "1.2.3.4" }, { "X-Forwarded-Proto", "https" }, { "traceparent", Trace } },
            };
            using var response = await _client.SendAsync(request, Cancellation);
            return await response.Content.ReadAsStringAsync(Cancellation);
        }

        (await AskWith(await Proxy(new EndpointListener(null, ProxyProtocol.Http, _pool)))).ShouldBe($"devops.local|1.2.3.4|https||{Trace}");
        (await AskWith(await Proxy(new GatewayListener(null, new([new(null, "/auth", false, _pool)])))))
            .ShouldBe($"devops.local|127.0.0.1|http|devops.local|{Trace}");
    }

    [Fact]
    public async Task The_gateway_takes_part_in_the_trace_and_tells_the_dashboard()
    {
        var received = new TaskCompletionSource<(string Key, string Spans)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = await Replica(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.TrySetResult(($"{context.Request.Path} {context.Request.Headers["x-otlp-api-key"]}", Encoding.Latin1.GetString(body.ToArray())));
        });
        var replica = await Replica(context => context.Response.WriteAsync(context.Request.Headers.TraceParent.ToString()));
        _pool.Update([("auth-one", replica)], isExpected: true);
        string traceparent;

        using (var tracing = new GatewayTracing("door", new($"http://127.0.0.1:{receiver}"), "secret"))
        {
            var proxy = await Proxy(new GatewayListener(null, new([new(null, "/auth", false, _pool)]), tracing));
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(proxy, "/auth/me"))
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
            ShouldListenTo = source => source.Name == "Aspire.Hosting.Gateway.retrying",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var tracing = new GatewayTracing("retrying", new($"http://127.0.0.1:{new TargetPorts().Take()}"), "");
        var proxy = await Proxy(new GatewayListener(null, new([new(null, "/", false, _pool)]), tracing));
        _pool.Update([("gone", new TargetPorts().Take()), ("there", await Replica("hello"))], isExpected: true);

        (await Ask(proxy, 1)).ShouldBe(["hello"]);

        ended.Select(span => (span.Kind, span.Status, span.GetTagItem("service.instance.id"), span.GetTagItem("error.type"), span.GetTagItem("http.request.resend_count"))).ShouldBe(
        [
            (ActivityKind.Client, ActivityStatusCode.Error, "gone", typeof(HttpRequestException).FullName, null),
            (ActivityKind.Client, ActivityStatusCode.Unset, "there", null, 1),
            (ActivityKind.Server, ActivityStatusCode.Unset, null, null, null),
        ]);
    }

    [Fact]
    public async Task The_gateway_says_so_when_no_route_matches()
    {
        var proxy = await Proxy(new GatewayListener(null, new([new(null, "/auth", false, _pool)])));

        using var response = await _client.GetAsync(proxy, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("No route");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();

        foreach (var server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }
    }

    private async Task<Uri> Proxy(ProxyListener listener)
    {
        _servers.Add(await ProxyServer.StartAsync([listener], Cancellation));
        return new($"http://127.0.0.1:{listener.Port}");
    }

    private Task<int> Replica(string answer) => Replica(context => context.Response.WriteAsync(answer));

    private async Task<int> Replica(RequestDelegate handler, HttpProtocols? protocols = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = protocols ?? HttpProtocols.Http1));
        var application = builder.Build();
        application.UseWebSockets();
        application.Run(handler);
        await application.StartAsync(Cancellation);
        _servers.Add(application);
        return new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
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
