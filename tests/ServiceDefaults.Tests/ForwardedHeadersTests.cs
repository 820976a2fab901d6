using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Tests;

public sealed class ForwardedHeadersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trusted_proxy_tells_scheme_host_and_client() =>
        (await SeenByServiceAsync()).ShouldBe("https://devops.local 203.0.113.7");

    [Fact]
    public async Task An_untrusted_sender_is_not_believed() =>
        (await SeenByServiceAsync(("ForwardedHeaders:TrustedNetworks:0", "10.0.0.0/8"))).ShouldStartWith("http://127.0.0.1:");

    [Fact]
    public async Task A_network_that_is_none_is_refused_at_start()
    {
        var refusal = await Should.ThrowAsync<OptionsValidationException>(() => RunningService.StartAsync(settings: ("ForwardedHeaders:TrustedNetworks:0", "everybody")));

        refusal.Message.ShouldContain("CIDR");
    }

    private static async Task<string> SeenByServiceAsync(params (string, string)[] settings)
    {
        await using var service = await RunningService.StartAsync(
            map: app => app.MapGet("/", (HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host} {context.Connection.RemoteIpAddress}"),
            settings: settings);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        // Two proxies in a row: the Ingress saw the client, the replica's own proxy saw the Ingress.
        request.Headers.Add("X-Forwarded-For", "203.0.113.7, 10.0.0.4");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "devops.local");
        var response = await service.Client.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
