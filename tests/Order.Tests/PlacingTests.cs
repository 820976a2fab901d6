using System.Net;
using System.Text;

namespace Order.Tests;

public abstract class PlacingTests(ShopFixture fixture) : ShopTests(fixture)
{
    [Fact]
    public async Task An_order_takes_prices_from_the_catalogue_and_products_from_stock()
    {
        var (mug, lamp) = (await Shop.NewProductAsync(10, 24_00), await Shop.NewProductAsync(5, 129_00));
        using var customer = Shop.NewCustomer();

        var order = (await customer.PlaceAsync([(mug, 2), (lamp, 1)])).ShouldBe(HttpStatusCode.Created);

        order.Headers.Location?.ToString().ShouldBe($"/orders/{order.Id}");
        order.EntityTag.ShouldBe("\"1\"");
        order.Text("status").ShouldBe("placed");
        order.Number("totalCents").ShouldBe(177_00);
        order.Body.GetProperty("customer").GetProperty("email").GetString().ShouldBe($"{customer.Id}@example.org");
        order.Body.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("productId").GetString(), line.GetProperty("totalCents").GetInt64())).ShouldBe([(mug, 48_00), (lamp, 129_00)]);
        order.Texts("actions").ShouldBe(["pay", "cancel"]);
        order.Body.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("status").GetString()).ShouldBe(["placed"]);
        (await Shop.StockAsync(mug)).ShouldBe(8);
        (await Shop.StockAsync(lamp)).ShouldBe(4);
    }

    [Fact]
    public async Task Lines_for_the_same_product_count_together()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();

        var order = (await customer.PlaceAsync([(product, 2), (product, 3)])).ShouldBe(HttpStatusCode.Created);

        order.Body.GetProperty("lines").EnumerateArray().ShouldHaveSingleItem().GetProperty("quantity").GetInt32().ShouldBe(5);
        (await Shop.StockAsync(product)).ShouldBe(5);
    }

    [Fact]
    public async Task Fifty_buyers_at_two_replicas_get_exactly_the_ten_pieces_there_are()
    {
        var product = await Shop.NewProductAsync(10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(buyer => Task.Run(async () =>
        {
            using var customer = Shop.NewCustomer(replica: buyer % 2);
            return await customer.PlaceAsync(product);
        }, Cancellation)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(10);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(40);
        (await Shop.StockAsync(product)).ShouldBe(0);
    }

    [Fact]
    public async Task Baskets_with_the_same_products_in_opposite_order_do_not_block_each_other()
    {
        var (one, other) = (await Shop.NewProductAsync(100), await Shop.NewProductAsync(100));

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(buyer => Task.Run(async () =>
        {
            using var customer = Shop.NewCustomer(replica: buyer % 2);
            return await customer.PlaceAsync(buyer % 3 == 0 ? [(one, 1), (other, 1)] : [(other, 1), (one, 1)]);
        }, Cancellation)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        (await Shop.StockAsync(one)).ShouldBe(70);
        (await Shop.StockAsync(other)).ShouldBe(70);
    }

    [Fact]
    public async Task What_is_out_of_stock_is_named_and_nothing_is_taken()
    {
        var (plenty, scarce) = (await Shop.NewProductAsync(10), await Shop.NewProductAsync(1));
        using var customer = Shop.NewCustomer();

        var problem = (await customer.PlaceAsync([(plenty, 1), (scarce, 2)])).ShouldBeProblem(HttpStatusCode.Conflict, "/out-of-stock");

        var shortage = problem.Body.GetProperty("shortages").EnumerateArray().ShouldHaveSingleItem();
        shortage.GetProperty("productId").GetString().ShouldBe(scarce);
        shortage.GetProperty("requested").GetInt32().ShouldBe(2);
        shortage.GetProperty("available").GetInt32().ShouldBe(1);
        (await Shop.StockAsync(plenty)).ShouldBe(10);
        (await Shop.StockAsync(scarce)).ShouldBe(1);
        (await customer.GetAsync("/orders")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Products_of_different_currencies_make_no_order()
    {
        var (euros, dollars) = (await Shop.NewProductAsync(10), await Shop.NewProductAsync(10, currency: "USD"));
        using var customer = Shop.NewCustomer();

        var problem = (await customer.PlaceAsync([(euros, 1), (dollars, 1)])).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "/mixed-currencies");

        problem.Text("detail").ShouldContain("EUR");
        problem.Text("detail").ShouldContain("USD");
        (await Shop.StockAsync(euros)).ShouldBe(10);
        (await Shop.StockAsync(dollars)).ShouldBe(10);
        (await customer.GetAsync("/orders")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retry_with_the_same_key_gives_the_same_order_at_any_replica()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        using var elsewhere = Shop.Customer(customer.Id, replica: 1);
        var order = (await customer.PlaceAsync(product, 2, "attempt-1")).ShouldBe(HttpStatusCode.Created);

        var retry = (await elsewhere.PlaceAsync(product, 2, "attempt-1")).ShouldBe(HttpStatusCode.OK);

        retry.Id.ShouldBe(order.Id);
        retry.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await Shop.StockAsync(product)).ShouldBe(8);
    }

    [Fact]
    public async Task A_retry_shows_what_has_become_of_the_order()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        await customer.ActAsync(await customer.PlaceAsync(product, 1, "attempt-1"), "pay");

        var retry = await customer.PlaceAsync(product, 1, "attempt-1");

        retry.Text("status").ShouldBe("paid");
        retry.EntityTag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task The_same_basket_written_differently_is_the_same_request()
    {
        var (one, other) = (await Shop.NewProductAsync(10), await Shop.NewProductAsync(10));
        using var customer = Shop.NewCustomer();
        await customer.PlaceAsync([(one, 2), (other, 1)], "attempt-1");

        (await customer.PlaceAsync([(other, 1), (one, 1), (one, 1)], "attempt-1")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_with_a_different_body_is_refused()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        await customer.PlaceAsync(product, 2, "attempt-1");

        (await customer.PlaceAsync(product, 3, "attempt-1")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "/idempotency-key-reused");
        (await Shop.StockAsync(product)).ShouldBe(8);
    }

    [Fact]
    public async Task A_key_belongs_to_one_customer()
    {
        var product = await Shop.NewProductAsync(10);
        using var one = Shop.NewCustomer();
        using var other = Shop.NewCustomer();
        await one.PlaceAsync(product, 1, "attempt-1");

        (await other.PlaceAsync(product, 2, "attempt-1")).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_twenty_simultaneous_retries_at_two_replicas_one_places_the_order_though_it_is_the_last_piece()
    {
        var product = await Shop.NewProductAsync(1);
        var id = $"customer-{Guid.NewGuid():n}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(attempt => Task.Run(async () =>
        {
            using var customer = Shop.Customer(id, replica: attempt % 2);
            return await customer.PlaceAsync(product, 1, "attempt-1");
        }, Cancellation)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(19);
        answers.Select(answer => answer.Id).Distinct().ShouldHaveSingleItem();
        (await Shop.StockAsync(product)).ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_order_leaves_its_key_free()
    {
        var product = await Shop.NewProductAsync(1);
        using var customer = Shop.NewCustomer();
        (await customer.PlaceAsync(product, 2, "attempt-1")).ShouldBe(HttpStatusCode.Conflict);

        (await customer.PlaceAsync(product, 1, "attempt-1")).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{}""", "lines")]
    [InlineData("""{"lines":[]}""", "lines")]
    [InlineData("""{"lines":null}""", "lines")]
    [InlineData("""{"lines":[null]}""", "lines[0].productId", "lines[0].quantity")]
    [InlineData("""{"lines":[{"quantity":1}]}""", "lines[0].productId")]
    [InlineData("""{"lines":[{"productId":"fyr-lamp"}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"productId":"fyr-lamp","quantity":0}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"productId":"fyr-lamp","quantity":-1}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"productId":"fyr-lamp","quantity":100}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"productId":"fyr-lamp","quantity":60},{"productId":"fyr-lamp","quantity":60}]}""", "lines[1].quantity")]
    [InlineData("""{"lines":[{"productId":"fyr-lamp","quantity":1},{"productId":"no-such-thing","quantity":1}]}""", "lines[1].productId")]
    [InlineData("""{"lines":[{"productId":"fyr-lamp","quantity":1.5}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"productId":"fyr-lamp","quantity":99999999999999999999}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"productId":7,"quantity":1}]}""", "lines[0].productId")]
    [InlineData("""{"lines":"all of them"}""", "lines")]
    public async Task A_basket_that_makes_no_sense_is_refused_by_field(string body, params string[] fields)
    {
        using var customer = Shop.NewCustomer();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var problem = (await customer.PostAsync("/orders", content)).ShouldBe(HttpStatusCode.BadRequest);

        problem.ErrorFields.ShouldBe(fields);
        problem.Text("traceId").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_refusal_by_field_is_the_same_in_every_environment()
    {
        await using var shop = await Order.Tests.Shop.OpenAsync(await Fixture.NewDatabaseAsync(Cancellation), [("environment", "Production")], Cancellation);
        using var customer = shop.NewCustomer();
        using var content = new StringContent("""{"lines":[{"quantity":1}]}""", Encoding.UTF8, "application/json");

        (await customer.PostAsync("/orders", content)).ShouldBe(HttpStatusCode.BadRequest).ErrorFields.ShouldBe(["lines[0].productId"]);
    }

    [Fact]
    public async Task A_basket_has_at_most_fifty_lines()
    {
        using var customer = Shop.NewCustomer();

        var problem = (await customer.PlaceAsync(Enumerable.Range(0, 51).Select(i => ($"product-{i}", 1)))).ShouldBe(HttpStatusCode.BadRequest);

        problem.ErrorFields.ShouldBe(["lines"]);
    }

    [Fact]
    public async Task A_body_beyond_every_basket_is_not_even_read()
    {
        using var customer = Shop.NewCustomer();
        using var content = new StringContent($$"""{"lines":[{"productId":"{{new string('x', 70_000)}}","quantity":1}]}""", Encoding.UTF8, "application/json");

        (await customer.PostAsync("/orders", content)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("")]
    [InlineData("much-too-long", 20)]
    public async Task A_key_is_made_of_few_visible_characters(string key, int times = 1)
    {
        using var customer = Shop.NewCustomer();

        var problem = (await customer.PlaceAsync("fyr-lamp", 1, string.Concat(Enumerable.Repeat(key, times)))).ShouldBe(HttpStatusCode.BadRequest);

        problem.ErrorFields.ShouldBe(["Idempotency-Key"]);
    }

    public sealed class Sqlite(OnSqlite shop) : PlacingTests(shop);

    public sealed class PostgreSql(OnPostgreSql shop) : PlacingTests(shop);
}
