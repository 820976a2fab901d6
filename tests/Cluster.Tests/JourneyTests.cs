using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tests.Journeys;

namespace Cluster.Tests;

/// <summary>What users do, through the Ingress.</summary>
[Collection(nameof(DeployedApplication))]
public sealed class JourneyTests(DeployedApplication application, Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_ingress_leads_each_path_to_its_service()
    {
        using var client = application.CreateClient();

        var discovery = await client.GetFromJsonAsync<JsonElement>("/auth/.well-known/openid-configuration", Cancellation);
        discovery.GetProperty("issuer").GetString().ShouldBe($"http://{application.Host}/auth");
        using var orders = await client.GetAsync("/orders", Cancellation);
        orders.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetStringAsync("/", Cancellation)).ShouldContain("<html");
    }

    [Fact]
    public async Task A_customer_registers_signs_in_orders_and_sees_the_order()
    {
        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);

        var (status, order) = await customer.OrderAsync("fyr-lamp", 1, Guid.NewGuid().ToString(), Cancellation);

        status.ShouldBe(HttpStatusCode.Created);
        var id = order.GetProperty("id").GetString();
        (await customer.GetAsync($"/orders/{id}", Cancellation)).GetProperty("id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task A_visitor_orders_and_pays_in_a_browser()
    {
        await using var visitor = await browser.OpenAsync();

        await ShopJourney.OrderAndPayAsync(visitor);

        visitor.Complaints.ShouldBeEmpty();
    }
}
