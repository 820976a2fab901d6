using System.Net;

namespace Order.Tests;

public abstract class TransitionTests(ShopFixture fixture) : ShopTests(fixture)
{
    [Fact]
    public async Task An_order_is_paid_by_the_customer_and_shipped_by_an_admin()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        using var admin = Shop.NewAdmin(replica: 1);

        var paid = (await customer.ActAsync(await customer.PlaceAsync(product), "pay")).ShouldBe(HttpStatusCode.OK);
        var shipped = (await admin.ActAsync(paid, "ship")).ShouldBe(HttpStatusCode.OK);

        paid.Text("status").ShouldBe("paid");
        paid.Texts("actions").ShouldBe(["cancel"]);
        shipped.Text("status").ShouldBe("shipped");
        shipped.EntityTag.ShouldBe("\"3\"");
        shipped.Texts("actions").ShouldBeEmpty();
        shipped.Body.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("status").GetString()).ShouldBe(["placed", "paid", "shipped"]);
    }

    [Theory]
    [InlineData("placed")]
    [InlineData("paid")]
    public async Task Cancelling_returns_the_products_to_stock(string status)
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        var order = await customer.PlaceAsync(product, 4);
        if (status == "paid")
        {
            order = await customer.ActAsync(order, "pay");
        }

        (await customer.ActAsync(order, "cancel")).ShouldBe(HttpStatusCode.OK).Text("status").ShouldBe("cancelled");

        (await Shop.StockAsync(product)).ShouldBe(10);
    }

    [Fact]
    public async Task Twenty_simultaneous_cancellations_return_the_products_once()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        var order = await customer.PlaceAsync(product, 4);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(attempt => Task.Run(async () =>
        {
            using var same = Shop.Customer(customer.Id, replica: attempt % 2);
            return await same.ActAsync(order, "cancel");
        }, Cancellation)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed).ShouldBe(19);
        (await Shop.StockAsync(product)).ShouldBe(10);
    }

    [Fact]
    public async Task A_customer_may_not_ship()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        var paid = await customer.ActAsync(await customer.PlaceAsync(product), "pay");

        (await customer.ActAsync(paid, "ship")).ShouldBeProblem(HttpStatusCode.Forbidden, "/admins-only");
    }

    [Fact]
    public async Task Without_a_precondition_nothing_is_done()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        var order = await customer.PlaceAsync(product);

        (await customer.ActAsync(order.Id, "pay", ifMatch: null)).ShouldBeProblem(HttpStatusCode.PreconditionRequired, "/if-match-required");
        (await customer.GetAsync($"/orders/{order.Id}")).Text("status").ShouldBe("placed");
    }

    [Theory]
    [InlineData("\"7\"")]
    [InlineData("W/\"1\"")]
    [InlineData("1")]
    [InlineData("\"0\", \"2\"")]
    public async Task A_stale_or_weak_precondition_fails_and_names_the_current_entity_tag(string ifMatch)
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        var order = await customer.PlaceAsync(product);

        var problem = (await customer.ActAsync(order.Id, "pay", ifMatch)).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "/order-changed");

        problem.EntityTag.ShouldBe("\"1\"");
        problem.Text("orderStatus").ShouldBe("placed");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"0\", \"1\"")]
    public async Task Any_listed_entity_tag_may_match(string ifMatch)
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        var order = await customer.PlaceAsync(product);

        (await customer.ActAsync(order.Id, "pay", ifMatch)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "ship", "pay,cancel")]
    [InlineData("pay", "pay", "ship,cancel")]
    [InlineData("pay,ship", "cancel", "")]
    [InlineData("pay,ship", "ship", "")]
    [InlineData("cancel", "pay", "")]
    [InlineData("cancel", "cancel", "")]
    public async Task What_the_status_does_not_allow_is_refused_and_what_it_allows_is_named(string before, string action, string allowed)
    {
        var product = await Shop.NewProductAsync(10);
        using var admin = Shop.NewAdmin();
        var order = await admin.PlaceAsync(product);
        foreach (var step in before.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            order = (await admin.ActAsync(order, step)).ShouldBe(HttpStatusCode.OK);
        }

        var problem = (await admin.ActAsync(order, action)).ShouldBeProblem(HttpStatusCode.Conflict, "/transition-not-allowed");

        problem.Texts("allowed").ShouldBe(allowed.Split(',', StringSplitOptions.RemoveEmptyEntries));
        problem.Text("orderStatus").ShouldBe(order.Text("status"));
    }

    public sealed class Sqlite(OnSqlite shop) : TransitionTests(shop);

    public sealed class PostgreSql(OnPostgreSql shop) : TransitionTests(shop);
}
