using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Order.Data;
using Order.Orders.Placing;

namespace Order.Tests;

/// <summary>What one customer may hold back from the others. Each test has a shop of its own, because the limits are its.</summary>
public abstract class LimitTests(ShopFixture databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_has_few_unpaid_orders_however_many_are_placed_at_once_at_both_replicas()
    {
        await using var shop = await OpenAsync(("Orders:Unpaid", "3"));
        var product = await shop.NewProductAsync(50);
        var id = $"customer-{Guid.NewGuid():n}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            using var customer = shop.Customer(id, replica: i % 2);
            return await customer.PlaceAsync(product);
        }, Cancellation)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(3);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.ShouldBeProblem(HttpStatusCode.Conflict, "/too-many-unpaid") == answer);
        (await shop.StockAsync(product)).ShouldBe(47);

        using var paying = shop.Customer(id);
        await paying.ActAsync(answers.First(answer => answer.Status == HttpStatusCode.Created), "pay");
        (await paying.PlaceAsync(product)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Unpaid_orders_hold_no_more_of_a_product_than_one_order_may()
    {
        await using var shop = await OpenAsync(("Orders:Quantity", "5"));
        var product = await shop.NewProductAsync(50);
        using var hoarder = shop.NewCustomer();
        using var other = shop.NewCustomer(replica: 1);

        var first = (await hoarder.PlaceAsync(product, 4)).ShouldBe(HttpStatusCode.Created);
        (await hoarder.PlaceAsync(product, 2)).ShouldBeProblem(HttpStatusCode.Conflict, "/too-many-held");
        (await hoarder.PlaceAsync(product, 1)).ShouldBe(HttpStatusCode.Created);
        (await other.PlaceAsync(product, 5)).ShouldBe(HttpStatusCode.Created);
        await hoarder.ActAsync(first, "pay");
        (await hoarder.PlaceAsync(product, 4)).ShouldBe(HttpStatusCode.Created);
        (await shop.StockAsync(product)).ShouldBe(36);
    }

    [Fact]
    public async Task Orders_have_a_rate_that_cancelling_does_not_lower_and_replicas_share()
    {
        await using var shop = await OpenAsync(("Orders:Rate", "4"), ("Orders:RateWindow", "01:00:00"));
        var product = await shop.NewProductAsync(50);
        using var customer = shop.NewCustomer(replica: 0);
        using var elsewhere = shop.Customer(customer.Id, replica: 1);
        using var other = shop.NewCustomer();
        for (var i = 0; i < 2; i++)
        {
            await customer.ActAsync((await customer.PlaceAsync(product, key: $"attempt-{i}")).ShouldBe(HttpStatusCode.Created), "cancel");
            await elsewhere.ActAsync((await elsewhere.PlaceAsync(product)).ShouldBe(HttpStatusCode.Created), "cancel");
        }

        var refused = (await elsewhere.PlaceAsync(product)).ShouldBeProblem(HttpStatusCode.TooManyRequests, "/too-many-orders");

        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(60));
        (await customer.PlaceAsync(product, key: "attempt-0")).ShouldBe(HttpStatusCode.OK);
        (await other.PlaceAsync(product)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_is_not_paid_in_time_is_cancelled_once_and_returns_to_stock()
    {
        await using var shop = await OpenAsync();
        var product = await shop.NewProductAsync(10);
        using var customer = shop.NewCustomer();
        var (late, paid) = (await customer.PlaceAsync(product, 3), await customer.PlaceAsync(product, 2));
        paid = await customer.ActAsync(paid, "pay");
        var longAgo = DateTimeOffset.UtcNow.AddMinutes(-31);
        await shop.OnDatabaseAsync(database => database.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.PlacedAt, longAgo), Cancellation));
        var inTime = await customer.PlaceAsync(product);
        await using var stream = await EventStream.OpenAsync(customer.Client);

        var cancelled = await Task.WhenAll(Enumerable.Range(0, 2).Select(replica => shop.Services<IHostedService>(replica).OfType<UnpaidOrders>().Single().CancelAsync(Cancellation)));

        cancelled.Sum().ShouldBe(1);
        (await stream.NextChangeAsync()).ShouldBe($"{late.Id} cancelled");
        (await customer.GetAsync($"/orders/{late.Id}")).Text("status").ShouldBe("cancelled");
        (await customer.GetAsync($"/orders/{paid.Id}")).Text("status").ShouldBe("paid");
        (await customer.GetAsync($"/orders/{inTime.Id}")).Text("status").ShouldBe("placed");
        (await shop.StockAsync(product)).ShouldBe(7);
    }

    [Fact]
    public async Task An_order_says_until_when_it_can_be_paid()
    {
        await using var shop = await OpenAsync(("Orders:PaymentTime", "00:10:00"));
        using var customer = shop.NewCustomer();

        var placed = await customer.PlaceAsync("fyr-lamp");
        var paid = await customer.ActAsync(placed, "pay");

        placed.Body.GetProperty("payBefore").GetDateTimeOffset().ShouldBe(placed.Body.GetProperty("placedAt").GetDateTimeOffset().AddMinutes(10));
        paid.Body.GetProperty("payBefore").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Streams_are_counted_over_all_replicas_and_count_no_more_when_they_are_closed()
    {
        await using var shop = await OpenAsync(("Orders:Streams", "2"));
        using var here = shop.NewCustomer(replica: 0);
        using var elsewhere = shop.Customer(here.Id, replica: 1);
        using var other = shop.NewCustomer();
        var first = await EventStream.OpenAsync(here.Client);
        await using var second = await EventStream.OpenAsync(elsewhere.Client);

        var refused = (await elsewhere.GetAsync("/orders/events")).ShouldBeProblem(HttpStatusCode.TooManyRequests, "/too-many-streams");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        await using (await EventStream.OpenAsync(other.Client))
        {
            await first.DisposeAsync();
        }

        await Eventually.Async(async () => await shop.OnDatabaseAsync(CountOpenAsync) == 1, Cancellation);
        await using var third = await EventStream.OpenAsync(elsewhere.Client);

        async Task<int> CountOpenAsync(OrderDbContext database)
        {
            var now = DateTimeOffset.UtcNow;
            return await database.OpenStreams.CountAsync(stream => stream.CustomerId == here.Id && stream.EndsAt > now, Cancellation);
        }
    }

    [Fact]
    public async Task Streams_cannot_be_opened_and_closed_without_end()
    {
        await using var shop = await OpenAsync(("Orders:StreamRate", "3"));
        using var customer = shop.NewCustomer();
        for (var i = 0; i < 3; i++)
        {
            await using var stream = await EventStream.OpenAsync(customer.Client);
        }

        (await customer.GetAsync("/orders/events")).ShouldBeProblem(HttpStatusCode.TooManyRequests, "/too-many-streams");
    }

    [Fact]
    public async Task A_replica_that_died_leaves_no_stream_counted_for_long()
    {
        await using var shop = await OpenAsync(("Orders:Streams", "1"));
        using var customer = shop.NewCustomer();
        await shop.OnDatabaseAsync(async database =>
        {
            var longAgo = DateTimeOffset.UtcNow.AddMinutes(-10);
            database.OpenStreams.Add(new OpenStream { Id = Guid.NewGuid(), CustomerId = customer.Id, OpenedAt = longAgo, EndsAt = longAgo.AddMinutes(2) });
            return await database.SaveChangesAsync(Cancellation);
        });

        await using var stream = await EventStream.OpenAsync(customer.Client);

        (await shop.OnDatabaseAsync(database => database.OpenStreams.CountAsync(Cancellation))).ShouldBe(1);
    }

    [Fact]
    public async Task The_catalogue_says_how_much_goes_into_an_order()
    {
        await using var shop = await OpenAsync(("Orders:Lines", "2"), ("Orders:Quantity", "7"));
        using var customer = shop.NewCustomer();

        var limits = (await customer.GetAsync("/orders/products")).Body.GetProperty("limits");
        var tooMany = (await customer.PlaceAsync("fyr-lamp", 8)).ShouldBe(HttpStatusCode.BadRequest);
        var tooLong = (await customer.PlaceAsync([("fyr-lamp", 1), ("log-book", 1), ("kaj-mug", 1)])).ShouldBe(HttpStatusCode.BadRequest);

        (limits.GetProperty("lines").GetInt32(), limits.GetProperty("quantity").GetInt32()).ShouldBe((2, 7));
        tooMany.ErrorFields.ShouldBe(["lines[0].quantity"]);
        tooLong.ErrorFields.ShouldBe(["lines"]);
    }

    private async Task<Shop> OpenAsync(params (string Key, string Value)[] settings) => await Shop.OpenAsync(await databases.NewDatabaseAsync(Cancellation), settings, Cancellation);

    public sealed class Sqlite(OnSqlite databases) : LimitTests(databases);

    public sealed class PostgreSql(OnPostgreSql databases) : LimitTests(databases);
}
