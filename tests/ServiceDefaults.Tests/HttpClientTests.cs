using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Tests;

public sealed class HttpClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_is_found_by_its_name()
    {
        await using var peer = await RunningService.StartAsync(map: app => app.MapGet("/name", () => "the peer"));
        await using var service = await RunningService.StartAsync(settings: ("services:peer:http:0", peer.Address.ToString()));

        (await ClientOf(service).GetStringAsync("http://peer/name", Cancellation)).ShouldBe("the peer");
    }

    [Theory]
    [InlineData("GET", null, 2)]
    [InlineData("PUT", null, 2)]
    [InlineData("DELETE", null, 2)]
    [InlineData("POST", null, 1)]
    [InlineData("PATCH", null, 1)]
    [InlineData("POST", "attempt-1", 2)]
    public async Task Only_idempotent_requests_are_sent_again(string method, string? idempotencyKey, int attempts)
    {
        var received = 0;
        await using var peer = await RunningService.StartAsync(map: app => app.Map("/", () =>
            Interlocked.Increment(ref received) == 1 ? Results.StatusCode(503) : Results.Ok()));
        await using var service = await RunningService.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), peer.Address);

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        var response = await ClientOf(service).SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(attempts > 1 ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
        received.ShouldBe(attempts);
    }

    [Fact]
    public async Task A_request_that_found_nobody_is_sent_again_whatever_it_is()
    {
        var attempts = 0;
        await using var peer = await RunningService.StartAsync(map: app => app.MapPost("/", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            return await reader.ReadToEndAsync(Cancellation);
        }));
        await using var service = await RunningService.StartAsync(builder => builder.Services.ConfigureHttpClientDefaults(http =>
            http.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectCallback = async (context, cancellationToken) =>
                {
                    if (Interlocked.Increment(ref attempts) == 1)
                    {
                        throw new SocketException((int)SocketError.ConnectionRefused);
                    }

                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            })));

        using var response = await ClientOf(service).PostAsync(peer.Address, new StringContent("an order"), Cancellation);

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("an order");
        attempts.ShouldBe(2);
    }

    private static HttpClient ClientOf(RunningService service) =>
        service.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
}
