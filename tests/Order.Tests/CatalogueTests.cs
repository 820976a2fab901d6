using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Order.Data;
using Order.Products;

namespace Order.Tests;

public abstract class CatalogueTests(ShopFixture fixture) : ShopTests(fixture)
{
    [Fact]
    public async Task Everybody_can_see_the_catalogue_which_two_replicas_have_filled_once()
    {
        using var visitor = Shop.Anonymous();

        var list = await visitor.GetFromJsonAsync<JsonElement>("/orders/products", Cancellation);

        var seeded = list.GetProperty("items").EnumerateArray().Where(product => product.GetProperty("category").GetString() != "Tests").ToList();
        seeded.Select(product => product.GetProperty("id").GetString()).ShouldBe(
            ["fyr-lamp", "log-book", "mast-pencils", "tide-clock", "kaj-mug", "damp-teapot", "sund-carafe", "strand-board", "klit-planter", "wave-vase", "sail-tote", "pram-stool"]);
        seeded.ShouldAllBe(product => product.GetProperty("priceCents").GetInt64() > 0 && product.GetProperty("currency").GetString() == "EUR");
    }

    [Fact]
    public async Task One_product_can_be_seen_by_itself()
    {
        using var visitor = Shop.Anonymous();

        (await visitor.GetFromJsonAsync<JsonElement>("/orders/products/wave-vase", Cancellation)).GetProperty("name").GetString().ShouldBe("Bølge vase");
    }

    [Fact]
    public async Task A_product_that_does_not_exist_is_a_problem_of_its_own()
    {
        using var customer = Shop.NewCustomer();

        (await customer.GetAsync("/orders/products/perpetual-motion")).ShouldBeProblem(HttpStatusCode.NotFound, "");
    }

    [Fact]
    public async Task A_catalogue_that_the_client_knows_is_not_sent_again_by_any_replica_until_it_changes()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer(replica: 0);
        using var elsewhere = Shop.NewCustomer(replica: 1);
        var address = $"/orders/products/{product}";

        var first = (await customer.GetAsync(address)).ShouldBe(HttpStatusCode.OK);
        var known = (await elsewhere.GetAsync(address, first.EntityTag)).ShouldBe(HttpStatusCode.NotModified);
        await customer.PlaceAsync(product, 3);
        var changed = (await customer.GetAsync(address, first.EntityTag)).ShouldBe(HttpStatusCode.OK);

        first.Headers.CacheControl!.Public.ShouldBeTrue();
        first.Headers.CacheControl.MaxAge.ShouldBe(TimeSpan.FromSeconds(1));
        known.EntityTag.ShouldBe(first.EntityTag);
        known.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromSeconds(1));
        changed.Number("stock").ShouldBe(7);
        changed.EntityTag.ShouldNotBe(first.EntityTag);
    }

    [Fact]
    public async Task What_a_replica_sells_or_takes_back_it_says_at_once_though_it_keeps_its_answers()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        (await StockInListAsync(customer, product)).ShouldBe(10);

        var order = await customer.PlaceAsync(product, 4);
        (await StockInListAsync(customer, product)).ShouldBe(6);
        await customer.ActAsync(order, "cancel");
        (await StockInListAsync(customer, product)).ShouldBe(10);
    }

    [Fact]
    public async Task While_many_look_and_many_buy_nobody_is_shown_again_what_has_been_sold()
    {
        var product = await Shop.NewProductAsync(40);
        using var customer = Shop.NewCustomer();
        var lowest = 40L;

        var looking = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Read(ref lowest) > 0)
            {
                var atMost = Interlocked.Read(ref lowest);
                (await StockInListAsync(customer, product)).ShouldBeLessThanOrEqualTo(atMost);
            }
        }, Cancellation)));
        for (var left = 39; left >= 0; left--)
        {
            (await customer.PlaceAsync(product)).ShouldBe(HttpStatusCode.Created);
            Interlocked.Exchange(ref lowest, left);
        }

        await looking.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    [Fact]
    public async Task A_change_that_no_replica_has_made_is_seen_within_a_moment()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        (await StockInListAsync(customer, product)).ShouldBe(10);

        await Shop.OnDatabaseAsync(database => database.Products.Where(p => p.Id == product).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, 3), Cancellation));

        await Eventually.Async(async () => await StockInListAsync(customer, product) == 3, Cancellation);
    }

    [Fact]
    public async Task An_answer_is_kept_under_the_exact_address_only()
    {
        using var customer = Shop.NewCustomer();

        (await customer.GetAsync("/orders/products/fyr-lamp")).ShouldBe(HttpStatusCode.OK);
        (await customer.GetAsync("/orders/products/FYR-LAMP")).ShouldBe(HttpStatusCode.NotFound);
        (await customer.GetAsync("/orders/products/fyr-lamp?id=kaj-mug")).Id.ShouldBe("fyr-lamp");
    }

    private static async Task<long> StockInListAsync(Customer customer, string productId) =>
        (await customer.GetAsync("/orders/products")).Items.Single(product => product.GetProperty("id").GetString() == productId).GetProperty("stock").GetInt64();

    public sealed class Sqlite(OnSqlite shop) : CatalogueTests(shop);

    public sealed class PostgreSql(OnPostgreSql shop) : CatalogueTests(shop)
    {
        private static readonly int[] Replicas = [0, 1];

        [Fact]
        public async Task What_another_replica_sells_is_signalled_before_an_answer_grows_old()
        {
            var product = await Shop.NewProductAsync(10);
            using var here = Shop.NewCustomer(replica: 0);
            using var elsewhere = Shop.NewCustomer(replica: 1);
            await Eventually.Async(() => Task.FromResult(Shop.Service<ReplicaSignals>(0).IsListening && Shop.Service<ReplicaSignals>(1).IsListening), Cancellation);
            var before = Shop.Service<Catalogue>(0).Changes;

            await elsewhere.PlaceAsync(product, 4);

            await Eventually.Async(() => Task.FromResult(Shop.Service<Catalogue>(0).Changes > before), Cancellation);
            (await StockInListAsync(here, product)).ShouldBe(6);
        }

        /// <summary>With answers that never grow old: only what replicas tell one another can replace them.</summary>
        [Fact]
        public async Task A_changed_stock_or_price_replaces_the_kept_answer_of_every_replica()
        {
            await using var shop = await Order.Tests.Shop.OpenAsync(await Fixture.NewDatabaseAsync(Cancellation), [("Products:MaxAge", "1.00:00:00")], Cancellation);
            await Eventually.Async(() => Task.FromResult(shop.Service<ReplicaSignals>(0).IsListening && shop.Service<ReplicaSignals>(1).IsListening), Cancellation);
            long[] changes = [.. Replicas.Select(replica => shop.Service<Catalogue>(replica).Changes)];
            var product = await shop.NewProductAsync(10);
            await EveryReplicaKnowsAsync(shop, changes, news: Replicas.Length);
            using var here = shop.NewCustomer(replica: 0);
            using var elsewhere = shop.NewCustomer(replica: 1);
            foreach (var customer in (Customer[])[here, elsewhere])
            {
                await Eventually.Async(async () => await IsKeptAsync(customer), Cancellation);
                (await StockInListAsync(customer, product)).ShouldBe(10);
            }

            await elsewhere.PlaceAsync(product, 4);

            (await StockInListAsync(elsewhere, product)).ShouldBe(6);
            await EveryReplicaKnowsAsync(shop, changes, news: Replicas.Length + 1);
            (await StockInListAsync(here, product)).ShouldBe(6);

            await shop.OnDatabaseAsync(database => database.Products.Where(p => p.Id == product).ExecuteUpdateAsync(set => set.SetProperty(p => p.PriceCents, 7_77), Cancellation));
            await Eventually.Async(async () => await IsKeptAsync(here) && await IsKeptAsync(elsewhere), Cancellation);
            (await PriceAsync(here, product)).ShouldBe(10_00, "nobody has said anything");

            shop.Service<Catalogue>(0).Changed();

            (await PriceAsync(here, product)).ShouldBe(7_77);
            await Eventually.Async(async () => await PriceAsync(elsewhere, product) == 7_77, Cancellation);
        }

        // A signal that is still under way would replace an answer later than a test expects.
        private static Task EveryReplicaKnowsAsync(Shop shop, long[] before, int news) =>
            Eventually.Async(() => Task.FromResult(Replicas.All(replica => shop.Service<Catalogue>(replica).Changes == before[replica] + news)), Cancellation);

        // RFC 9111 §5.1: the answer comes out of a cache.
        private static async Task<bool> IsKeptAsync(Customer customer) => (await customer.GetAsync("/orders/products")).Headers.Age is not null;

        private static async Task<long> PriceAsync(Customer customer, string product) =>
            (await customer.GetAsync("/orders/products")).Items.Single(item => item.GetProperty("id").GetString() == product).GetProperty("priceCents").GetInt64();
    }
}
