using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace ServiceDefaults.Tests;

public sealed class ProblemDetailsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/broken", 500)]
    [InlineData("/nowhere", 404)]
    public async Task Every_error_is_a_problem_that_names_its_trace(string path, int status)
    {
        await using var service = await RunningService.StartAsync(
            map: app => app.MapGet("/broken", string () => throw new InvalidOperationException("a detail for the log only")),
            environment: "Production");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var response = await service.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe((HttpStatusCode)status);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("instance").GetString().ShouldBe(path);
        problem.GetProperty("traceId").GetString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        problem.GetRawText().ShouldNotContain("a detail for the log only");
    }

    [Theory]
    [InlineData("""{"lines":[{"quantity":"many"}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"quantity":99999999999}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":""", "lines")]
    [InlineData("nonsense", "$")]
    public async Task A_body_that_cannot_be_read_names_the_field_and_is_no_failure_of_the_service(string body, string field)
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapPost("/", (Basket basket) => basket.Lines.Count));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var response = await service.Client.PostAsync("/", content, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
        problem.GetRawText().ShouldNotContain("System.");
        service.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_parameter_that_cannot_be_read_is_named()
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapGet("/", (int? limit) => limit));

        var response = await service.Client.GetAsync("/?limit=many", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("limit");
    }

    private sealed record Basket(IReadOnlyList<Line> Lines);

    private sealed record Line(int Quantity);
}
