using System.Collections;
using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Frontend.Orders;
using Frontend.Tests.Shop;
using Microsoft.Extensions.Logging.Abstractions;

namespace Frontend.Tests;

/// <summary>
/// The frontend's client against the order API as its documents describe it, today's and the last release's: while a new version is rolled
/// out, either may answer.
/// </summary>
public sealed class ContractTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly Guid OrderId = Guid.NewGuid();

    public static TheoryData<string, Detail> Answers =>
    [
        ("order.json", Detail.Least), ("order.json", Detail.All), ("order.json", Detail.Unheard),
        ("order.previous.json", Detail.Least), ("order.previous.json", Detail.All), ("order.previous.json", Detail.Unheard),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Answers))]
    public Task The_catalogue_is_understood(string document, Detail detail) =>
        AskAsync(document, detail, async orders => Read(await orders.GetProductsAsync(null, Cancellation)).Products);

    [Theory]
    [MemberData(nameof(Answers))]
    public Task A_page_of_orders_is_understood(string document, Detail detail) =>
        AskAsync(document, detail, async orders => Read(await orders.GetOrdersAsync(OrderStatus.Placed, mine: true, limit: 10, cursor: "AQAAAAAAAAAR", Cancellation)));

    [Theory]
    [MemberData(nameof(Answers))]
    public Task All_orders_are_understood(string document, Detail detail) =>
        AskAsync(document, detail, async orders => Read(await orders.GetOrdersAsync(null, mine: false, limit: 10, cursor: null, Cancellation)));

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_order_is_understood(string document, Detail detail) =>
        AskAsync(document, detail, async orders => Read(await orders.GetOrderAsync(OrderId, Cancellation)));

    [Theory]
    [MemberData(nameof(Answers))]
    public Task Placing_an_order_is_understood_both_ways(string document, Detail detail) =>
        AskAsync(document, detail, async orders => Read(await orders.PlaceAsync(Guid.NewGuid(), new NewOrder([new NewOrderLine("fyr-lamp", 2)]), Cancellation)));

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_is_done_with_an_order_is_understood_both_ways(string document, Detail detail)
    {
        foreach (var action in new[] { OrderAction.Pay, OrderAction.Ship, OrderAction.Cancel })
        {
            await AskAsync(document, detail, async orders => Read(await orders.ActAsync(OrderId, action, version: 1, Cancellation)));
        }
    }

    [Theory]
    [InlineData("order.json")]
    [InlineData("order.previous.json")]
    public async Task Events_can_be_followed(string document)
    {
        using var service = await DescribedOrders.ReadAsync(document, Detail.All, Cancellation);
        using var http = new HttpClient(service) { BaseAddress = new Uri("http://order") };

        using var stream = Read(await new OrderApi(http, NullLogger<OrderApi>.Instance).GetEventsAsync(mine: true, "17", Cancellation));

        stream.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
    }

    public static TheoryData<string, Detail, HttpStatusCode, OrderFailureKind> Refusals
    {
        get
        {
            var refusals = new TheoryData<string, Detail, HttpStatusCode, OrderFailureKind>();
            foreach (var (document, detail) in Answers.Select(answer => answer.Data))
            {
                refusals.Add(document, detail, HttpStatusCode.BadRequest, OrderFailureKind.Refused);
                refusals.Add(document, detail, HttpStatusCode.Unauthorized, OrderFailureKind.SignedOut);
                refusals.Add(document, detail, HttpStatusCode.Forbidden, OrderFailureKind.Refused);
                refusals.Add(document, detail, HttpStatusCode.NotFound, OrderFailureKind.NotFound);
                refusals.Add(document, detail, HttpStatusCode.Conflict, OrderFailureKind.Refused);
                refusals.Add(document, detail, HttpStatusCode.PreconditionFailed, OrderFailureKind.Changed);
                refusals.Add(document, detail, HttpStatusCode.UnprocessableEntity, OrderFailureKind.Refused);
                refusals.Add(document, detail, HttpStatusCode.PreconditionRequired, OrderFailureKind.Refused);
            }

            refusals.Add("order.json", Detail.All, HttpStatusCode.TooManyRequests, OrderFailureKind.Refused);
            return refusals;
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_told_in_the_words_of_its_problem(string document, Detail detail, HttpStatusCode status, OrderFailureKind kind)
    {
        using var service = await DescribedOrders.ReadAsync(document, detail, Cancellation, status);
        using var http = new HttpClient(service) { BaseAddress = new Uri("http://order") };
        var orders = new OrderApi(http, NullLogger<OrderApi>.Instance);
        Func<Task<OrderFailure?>>[] calls =
        [
            async () => Failure(await orders.GetOrdersAsync(null, mine: true, limit: 10, cursor: null, Cancellation)),
            async () => Failure(await orders.GetOrderAsync(OrderId, Cancellation)),
            async () => Failure(await orders.PlaceAsync(Guid.NewGuid(), new NewOrder([new NewOrderLine("fyr-lamp", 2)]), Cancellation)),
            async () => Failure(await orders.ActAsync(OrderId, OrderAction.Pay, version: 1, Cancellation)),
            async () => Failure(await orders.ActAsync(OrderId, OrderAction.Ship, version: 1, Cancellation)),
            async () => Failure(await orders.ActAsync(OrderId, OrderAction.Cancel, version: 1, Cancellation)),
            async () => Failure(await orders.GetEventsAsync(mine: true, lastEventId: null, Cancellation)),
        ];

        var refused = 0;
        foreach (var call in calls)
        {
            var failure = await call();
            if (service.HasRefused)
            {
                refused++;
                failure.ShouldNotBeNull().Kind.ShouldBe(kind);
                var said = service.LastAnswer!["errors"] is JsonObject errors && errors.Count > 0 ? (string?)errors.First().Value![0] : (string?)service.LastAnswer["detail"];
                failure.Message.ShouldBe(kind == OrderFailureKind.Refused && said is not null ? said : failure.Message);
                failure.Message.ShouldNotBeNullOrWhiteSpace();
            }
        }

        refused.ShouldBeGreaterThan(0, "No operation is described to answer so.");
    }

    [Theory]
    [InlineData("POST", "/orders/products", null)]
    [InlineData("GET", "/orders?page=2", null)]
    [InlineData("POST", "/orders", """{"lines":[{"productId":"fyr-lamp"}]}""")]
    [InlineData("POST", "/orders", """{"lines":[{"productId":"fyr-lamp","quantity":true}]}""")]
    [InlineData("POST", "/orders", """{"lines":[{"productId":"fyr-lamp","quantity":1,"colour":"red"}]}""")]
    public async Task What_the_document_does_not_describe_is_noticed(string method, string address, string? body)
    {
        using var service = await DescribedOrders.ReadAsync("order.json", Detail.All, Cancellation);
        using var http = new HttpClient(service) { BaseAddress = new Uri("http://order") };
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body is null ? null : new StringContent(body) };

        (await Record.ExceptionAsync(() => http.SendAsync(request, Cancellation))).ShouldBeOfType<ShouldAssertException>();
    }

    private static async Task AskAsync(string document, Detail detail, Func<OrderApi, Task<object>> ask)
    {
        using var service = await DescribedOrders.ReadAsync(document, detail, Cancellation);
        using var http = new HttpClient(service) { BaseAddress = new Uri("http://order") };

        var read = await ask(new OrderApi(http, NullLogger<OrderApi>.Instance));

        ShouldSay(read, service.LastAnswer, "$");
    }

    private static OrderFailure? Failure<T>(Reply<T> reply)
        where T : class => reply.TryGet(out _, out var failure) ? null : failure;

    private static T Read<T>(Reply<T> reply)
        where T : class => reply.TryGet(out var value, out var failure) ? value : throw new InvalidOperationException(failure.Message);

    /// <summary>What the client has made of an answer is what the answer says; what it does not say is null, where the client reckons with that.</summary>
    private static void ShouldSay(object? read, JsonNode? sent, string at)
    {
        if (read is not (IEnumerable and not string) && read?.GetType() is { IsValueType: false } type && type != typeof(string) && type != typeof(OrderStatus) && type != typeof(OrderAction))
        {
            foreach (var parameter in type.GetConstructors().Single().GetParameters())
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
                var value = type.GetProperty(parameter.Name!)!.GetValue(read);
                if (value is null)
                {
                    new NullabilityInfoContext().Create(parameter).ReadState.ShouldBe(NullabilityState.Nullable, $"{at}.{name} is missing.");
                }

                ShouldSay(value, sent![name], $"{at}.{name}");
            }
        }
        else if (read is IEnumerable<object> items)
        {
            var array = sent.ShouldBeOfType<JsonArray>(at);
            items.Count().ShouldBe(array.Count, at);
            foreach (var (item, i) in items.Select((item, i) => (item, i)))
            {
                ShouldSay(item, array[i], $"{at}[{i}]");
            }
        }
        else
        {
            JsonNode.DeepEquals(JsonSerializer.SerializeToNode(read, Web), sent).ShouldBeTrue($"{at} is '{read}' and not {sent?.ToJsonString() ?? "null"}.");
        }
    }
}
