using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Order.Tests;

public sealed class DescriptionTests(OnSqlite shop) : ShopTests(shop)
{
    [Fact]
    public async Task The_OpenAPI_document_describes_every_operation_with_an_example_of_its_success()
    {
        using var client = Shop.Anonymous();

        var document = await client.GetFromJsonAsync<JsonElement>("/orders/openapi/v1.json", Cancellation);

        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: $"{operation.Name} {path.Name}", Operation: operation.Value)))
            .ToDictionary(operation => operation.Path, operation => operation.Operation);
        operations.Keys.ShouldBe(
            [
                "get /orders/products", "get /orders/products/{productId}", "post /orders", "get /orders", "get /orders/events",
                "get /orders/{orderId}", "post /orders/{orderId}/pay", "post /orders/{orderId}/ship", "post /orders/{orderId}/cancel",
            ],
            ignoreOrder: true);
        foreach (var (path, operation) in operations)
        {
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(path);
            if (path != "get /orders/events")
            {
                var success = operation.GetProperty("responses").EnumerateObject().First(response => response.Name.StartsWith('2'));
                success.Value.GetProperty("content").GetProperty("application/json").TryGetProperty("example", out _).ShouldBeTrue(path);
            }

            operation.TryGetProperty("security", out _).ShouldBe(!path.Contains("products", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task The_example_basket_can_be_ordered()
    {
        using var customer = Shop.NewCustomer();
        var document = await customer.Client.GetFromJsonAsync<JsonElement>("/orders/openapi/v1.json", Cancellation);
        var example = document.GetProperty("paths").GetProperty("/orders").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");

        (await customer.PostAsync("/orders", JsonContent.Create(example))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Answers_are_not_to_be_guessed_at_nor_framed_whatever_they_are()
    {
        using var client = Shop.Anonymous();

        foreach (var path in new[] { "/orders/products", "/orders/products/no-such-thing", "/orders", "/orders?%00", "/no-such-path", "/orders/openapi/v1.json", "/orders/scalar/v1" })
        {
            using var response = await client.GetAsync(path, Cancellation);

            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"], path);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; ", customMessage: path);
        }
    }

    [Fact]
    public async Task In_Development_there_is_a_page_to_try_it_on()
    {
        using var client = Shop.Anonymous();

        (await client.GetStringAsync("/orders/scalar", Cancellation)).ShouldContain("orders/openapi/v1.json");
    }
}
