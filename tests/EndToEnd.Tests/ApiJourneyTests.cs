using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tests.Journeys;

namespace EndToEnd.Tests;

/// <summary>The main journey by API, through the gateway, with two replicas of each service.</summary>
[Collection(nameof(RunningApplication))]
public sealed class ApiJourneyTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_registers_signs_in_orders_and_sees_the_order()
    {
        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        (await customer.GetAsync("/auth/me", Cancellation)).GetProperty("email").GetString().ShouldBe(customer.Email);

        var product = await FirstProductAsync();
        var key = Guid.NewGuid().ToString();
        var (status, order) = await customer.OrderAsync(product.Id, 1, key, Cancellation);
        status.ShouldBe(HttpStatusCode.Created);
        order.GetProperty("totalCents").GetInt32().ShouldBe(product.PriceCents);

        // A retry, answered by whichever replica, gives the same order.
        var id = order.GetProperty("id").GetString()!;
        (await customer.OrderAsync(product.Id, 1, key, Cancellation)).Body.GetProperty("id").GetString().ShouldBe(id);
        (await customer.OrderAsync(product.Id, 2, key, Cancellation)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await customer.GetAsync($"/orders/{id}", Cancellation)).GetProperty("id").GetString().ShouldBe(id);
        (await customer.GetAsync("/orders", Cancellation)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).ShouldBe([id]);
    }

    [Fact]
    public async Task Nobody_sees_another_customers_orders()
    {
        using var one = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        using var other = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        var (_, order) = await one.OrderAsync((await FirstProductAsync()).Id, 1, Guid.NewGuid().ToString(), Cancellation);

        (await other.StatusAsync($"/orders/{order.GetProperty("id").GetString()}", Cancellation)).ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync("/orders", Cancellation)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_gateway_leads_each_path_to_its_service()
    {
        using var client = application.CreateClient();

        var discovery = await client.GetFromJsonAsync<JsonElement>("/auth/.well-known/openid-configuration", Cancellation);
        discovery.GetProperty("issuer").GetString().ShouldBe(new Uri(application.Gateway, "/auth").ToString());
        using var orders = await client.GetAsync("/orders", Cancellation);
        orders.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetStringAsync("/", Cancellation)).ShouldContain("<html");
    }

    [Theory]
    [InlineData("auth", "/auth/.well-known/openid-configuration")]
    [InlineData("order", "/orders/products")]
    [InlineData("frontend", "/")]
    public async Task A_killed_process_is_replaced_without_a_failed_request(string resource, string path)
    {
        using var client = application.CreateClient();
        var (name, processId) = (await application.ReplicasAsync(resource, Cancellation)).First();

        await using var traffic = SteadyTraffic.Start(client, path, Cancellation);

        using (var process = Process.GetProcessById(processId))
        {
            process.Kill();
        }

        await application.Application.ResourceNotifications.WaitForResourceAsync(
            resource, change => change.ResourceId == name && RunningApplication.ProcessId(change) is { } now && now != processId, Cancellation);

        var answers = await traffic.StopAsync();
        answers.ShouldNotBeEmpty();
        answers.ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    private async Task<(string Id, int PriceCents)> FirstProductAsync()
    {
        using var client = application.CreateClient();
        var products = await client.GetFromJsonAsync<JsonElement>("/orders/products", Cancellation);
        var product = products.GetProperty("items").EnumerateArray().First(each => each.GetProperty("stock").GetInt32() > 5);
        return (product.GetProperty("id").GetString()!, product.GetProperty("priceCents").GetInt32());
    }
}
