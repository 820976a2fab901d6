using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Tests;

public sealed class InternalIssuerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_public_address_is_asked_at_the_internal_one_and_stays_the_address_that_the_issuer_sees()
    {
        await using var auth = await RunningService.StartAsync(map: app =>
            app.MapGet("/auth/keys", (HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}{context.Request.QueryString}"));
        await using var service = await StartAsync(auth, "https://devops.local/auth");

        var answer = await ClientOf(service).GetStringAsync("https://devops.local/auth/keys?kid=1", Cancellation);

        answer.ShouldBe("https://devops.local/auth/keys?kid=1");
    }

    [Fact]
    public async Task The_internal_address_may_be_asked_directly()
    {
        await using var auth = await RunningService.StartAsync(map: app => app.MapGet("/auth/keys", () => "keys"));
        await using var service = await StartAsync(auth, "https://devops.local/auth");

        (await ClientOf(service).GetStringAsync("http://auth/auth/keys", Cancellation)).ShouldBe("keys");
    }

    [Fact]
    public async Task Other_origins_are_left_alone()
    {
        await using var elsewhere = await RunningService.StartAsync(map: app => app.MapGet("/", () => "elsewhere"));
        await using var auth = await RunningService.StartAsync(map: app => app.MapGet("/", () => "auth"));
        await using var service = await StartAsync(auth, "http://localhost:8080/auth");

        (await ClientOf(service).GetStringAsync(elsewhere.Address, Cancellation)).ShouldBe("elsewhere");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/auth")]
    [InlineData("ftp://devops.local/auth")]
    public async Task An_issuer_without_a_web_address_is_refused_at_start_with_the_remedy(string issuer)
    {
        var refusal = await Should.ThrowAsync<OptionsValidationException>(() =>
            RunningService.StartAsync(builder => builder.AddInternalIssuerBackchannel(), settings: ("Auth:Issuer", issuer)));

        refusal.Message.ShouldContain("Auth__Issuer");
    }

    private static Task<RunningService> StartAsync(RunningService auth, string issuer) => RunningService.StartAsync(
        builder => builder.AddInternalIssuerBackchannel(),
        settings: [("Auth:Issuer", issuer), ("services:auth:http:0", auth.Address.ToString())]);

    private static HttpClient ClientOf(RunningService service) =>
        service.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient(InternalIssuerOptions.HttpClientName);
}
