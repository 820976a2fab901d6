using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Tests;

public sealed class ReadableRequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("application/json; charset=\"utf-8\"", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=UTF-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=unicode-1-1-utf-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=65000", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=klingon", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8; charset=utf-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("nonsense", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_is_read_in_a_character_set_that_can_be_read(string type, HttpStatusCode expected)
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapPost("/", (Note note) => note.Text));
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"text":"hello"}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await service.Client.PostAsync("/", content, Cancellation);

        response.StatusCode.ShouldBe(expected);
        service.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_with_NUL_is_refused()
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapGet("/", (string text) => text));

        using var response = await service.Client.GetAsync("/?text=a%00b", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("https", HttpStatusCode.OK)]
    [InlineData("HTTP", HttpStatusCode.OK)]
    [InlineData("javascript", HttpStatusCode.BadRequest)]
    [InlineData("00-x-y-z", HttpStatusCode.BadRequest)]
    public async Task A_scheme_that_a_proxy_has_passed_on_unseen_is_http_or_refused(string scheme, HttpStatusCode expected)
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapGet("/", () => ""));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        using var response = await service.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_what_is_read_is_refused_and_the_connection_stays(bool isChunked)
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapPost("/", (Note note) => note.Text.Length));
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, ConnectCallback = OnlyOnce() }) { BaseAddress = service.Address };

        (await PostAsync(60_000)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(1_000_000)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(70_000)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(60_000)).ShouldBe(HttpStatusCode.OK);
        service.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));

        async Task<HttpStatusCode> PostAsync(int length)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent($$"""{"text":"{{new string('x', length)}}"}""", Encoding.UTF8, "application/json") };
            request.Headers.TransferEncodingChunked = isChunked;
            using var response = await client.SendAsync(request, Cancellation);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "text=a%00b", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "a%00b=text", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data", "--b--", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello\r\n--b--", HttpStatusCode.OK)]
    [InlineData("application/x-www-form-urlencoded", "text=hello", HttpStatusCode.OK)]
    public async Task A_form_that_cannot_be_read_is_the_clients_mistake_whatever_reads_it(string type, string body, HttpStatusCode expected)
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapPost("/", async (HttpContext context) => (await context.Request.ReadFormAsync())["text"].ToString()));

        (await PostAsync(service, type, body)).ShouldBe(expected);
        service.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_of_too_many_or_too_long_names_is_the_clients_mistake()
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapPost("/", () => ""));

        (await PostAsync(service, "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 2_000).Select(number => $"name{number}=")))).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(service, "application/x-www-form-urlencoded", $"{new string('x', 10_000)}=")).ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<HttpStatusCode> PostAsync(RunningService service, string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await service.Client.PostAsync("/", content, Cancellation);
        return response.StatusCode;
    }

    // As a proxy in front that sends one request after the other on the same connection.
    private static Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> OnlyOnce()
    {
        var connections = 0;
        return async (context, cancellationToken) =>
        {
            (++connections).ShouldBe(1);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
    }

    private sealed record Note(string Text);
}
