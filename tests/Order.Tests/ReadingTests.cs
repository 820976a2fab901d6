using System.Net;

namespace Order.Tests;

public abstract class ReadingTests(ShopFixture fixture) : ShopTests(fixture)
{
    [Fact]
    public async Task Orders_come_newest_first_in_pages_that_lead_to_one_another()
    {
        var product = await Shop.NewProductAsync(100);
        using var customer = Shop.NewCustomer();
        var placed = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            placed.Add((await customer.PlaceAsync(product)).Id);
        }

        var pages = new List<Answer>();
        for (var address = "/orders?limit=3"; address is not null; address = pages[^1].Body.GetProperty("next").GetString())
        {
            pages.Add((await customer.GetAsync(address)).ShouldBe(HttpStatusCode.OK));
        }

        pages.Select(page => page.Items.Count).ShouldBe([3, 3, 1]);
        pages.SelectMany(page => page.Items).Select(order => order.GetProperty("id").GetString()).ShouldBe(Enumerable.Reverse(placed));
        pages[0].Headers.GetValues("Link").ShouldBe([$"<{pages[0].Text("next")}>; rel=\"next\""]);
        pages[^1].Headers.Contains("Link").ShouldBeFalse();
    }

    [Fact]
    public async Task An_order_placed_between_two_pages_shifts_nothing()
    {
        var product = await Shop.NewProductAsync(100);
        using var customer = Shop.NewCustomer();
        var (first, second) = ((await customer.PlaceAsync(product)).Id, (await customer.PlaceAsync(product)).Id);
        var page = await customer.GetAsync("/orders?limit=1");
        await customer.PlaceAsync(product);

        var next = await customer.GetAsync(page.Text("next"));

        page.Items.ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(second);
        next.Items.ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(first);
    }

    [Fact]
    public async Task A_full_last_page_leads_nowhere()
    {
        var product = await Shop.NewProductAsync(100);
        using var customer = Shop.NewCustomer();
        await customer.PlaceAsync(product);
        await customer.PlaceAsync(product);

        (await customer.GetAsync("/orders?limit=2")).Body.GetProperty("next").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task Orders_can_be_filtered_by_status_and_the_next_page_keeps_the_filter()
    {
        var product = await Shop.NewProductAsync(100);
        using var customer = Shop.NewCustomer();
        await customer.PlaceAsync(product);
        await customer.ActAsync(await customer.PlaceAsync(product), "pay");
        await customer.ActAsync(await customer.PlaceAsync(product), "cancel");
        await customer.ActAsync(await customer.PlaceAsync(product), "pay");

        var page = await customer.GetAsync("/orders?status=paid&status=cancelled&limit=2");
        var next = await customer.GetAsync(page.Text("next"));

        page.Items.Select(Status).ShouldBe(["paid", "cancelled"]);
        next.Items.Select(Status).ShouldBe(["paid"]);
        (await customer.GetAsync("/orders?status=placed")).Items.Select(Status).ShouldBe(["placed"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("cursor=guess", "cursor")]
    [InlineData("cursor=AgAAAAAAAAAR", "cursor")]
    [InlineData("status=lost", "status")]
    [InlineData("status=paid&status=", "status")]
    public async Task A_question_that_makes_no_sense_is_refused_by_parameter(string query, string parameter)
    {
        using var customer = Shop.NewCustomer();

        (await customer.GetAsync($"/orders?{query}")).ShouldBe(HttpStatusCode.BadRequest).ErrorFields.ShouldBe([parameter]);
    }

    [Fact]
    public async Task A_customer_sees_nobody_elses_orders()
    {
        var product = await Shop.NewProductAsync(10);
        using var owner = Shop.NewCustomer();
        using var other = Shop.NewCustomer();
        var order = await owner.PlaceAsync(product);

        (await other.GetAsync($"/orders/{order.Id}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"/orders/{order.Id}", order.EntityTag)).ShouldBe(HttpStatusCode.NotFound);
        (await other.ActAsync(order, "cancel")).ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync("/orders")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_admin_sees_everybodys_orders_and_on_demand_only_the_own_ones()
    {
        var product = await Shop.NewProductAsync(10);
        using var owner = Shop.NewCustomer();
        using var admin = Shop.NewAdmin(replica: 1);
        var order = await owner.PlaceAsync(product);
        var own = await admin.PlaceAsync(product);

        (await admin.GetAsync($"/orders/{order.Id}")).ShouldBe(HttpStatusCode.OK).Body.GetProperty("customer").GetProperty("id").GetString().ShouldBe(owner.Id);
        (await admin.GetAsync("/orders?limit=100")).Items.Select(Id).ShouldContain(order.Id);
        (await admin.GetAsync("/orders?mine=true")).Items.Select(Id).ShouldBe([own.Id]);
    }

    [Fact]
    public async Task An_order_that_the_client_knows_is_not_sent_again_until_it_changes()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        var order = await customer.PlaceAsync(product);

        var unchanged = await customer.GetAsync($"/orders/{order.Id}", order.EntityTag);
        await customer.ActAsync(order, "pay");
        var changed = await customer.GetAsync($"/orders/{order.Id}", order.EntityTag);

        unchanged.ShouldBe(HttpStatusCode.NotModified).EntityTag.ShouldBe(order.EntityTag);
        changed.ShouldBe(HttpStatusCode.OK).EntityTag.ShouldBe("\"2\"");
        changed.Text("status").ShouldBe("paid");
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("17")]
    [InlineData("' OR 1=1 --")]
    public async Task An_order_that_does_not_exist_is_not_found(string id)
    {
        using var customer = Shop.NewCustomer();

        (await customer.GetAsync($"/orders/{Uri.EscapeDataString(id)}")).ShouldBeProblem(HttpStatusCode.NotFound, "");
    }

    private static string? Id(System.Text.Json.JsonElement order) => order.GetProperty("id").GetString();

    private static string? Status(System.Text.Json.JsonElement order) => order.GetProperty("status").GetString();

    public sealed class Sqlite(OnSqlite shop) : ReadingTests(shop);

    public sealed class PostgreSql(OnPostgreSql shop) : ReadingTests(shop);
}
