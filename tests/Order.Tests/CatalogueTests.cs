using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

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

    public sealed class Sqlite(OnSqlite shop) : CatalogueTests(shop);

    public sealed class PostgreSql(OnPostgreSql shop) : CatalogueTests(shop);
}
