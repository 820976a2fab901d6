using System.Net;
using System.Net.Http.Json;
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
}
