using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;

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

    private sealed record Note(string Text);
}
