using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Order.OpenApi;

/// <summary>Shows for each operation what goes in and what comes out.</summary>
internal sealed class ExampleBodies : IOpenApiOperationTransformer
{
    private const string Product = """
        {"id":"fyr-lamp","name":"Fyr desk lamp","description":"A small lighthouse for late work.","category":"Desk","image":"fyr-lamp","priceCents":12900,"currency":"EUR","stock":24}
        """;

    private const string Customer = """
        {"id":"0198c9f0-5d2b-7c1e-9a55-1f2e3d4c5b6a","name":"Ada","email":"ada@example.org"}
        """;

    private const string Order = $$"""
        {"id":"0198ca02-7a4e-7b0d-8f31-6c5d4e3f2a1b","number":17,"status":"placed","version":1,"currency":"EUR","totalCents":25800,"customer":{{Customer}},
        "placedAt":"2026-11-23T08:00:00Z","updatedAt":"2026-11-23T08:00:00Z","payBefore":"2026-11-23T08:30:00Z",
        "lines":[{"productId":"fyr-lamp","name":"Fyr desk lamp","quantity":2,"unitPriceCents":12900,"totalCents":25800}],
        "actions":["pay","cancel"],"history":[{"status":"placed","at":"2026-11-23T08:00:00Z"}]}
        """;

    private const string Page = $$"""
        {"items":[{"id":"0198ca02-7a4e-7b0d-8f31-6c5d4e3f2a1b","number":17,"status":"placed","version":1,"currency":"EUR","totalCents":25800,"itemCount":2,"customer":{{Customer}},
        "placedAt":"2026-11-23T08:00:00Z","updatedAt":"2026-11-23T08:00:00Z","actions":["pay","cancel"]}],"next":"/orders?cursor=AQAAAAAAAAAR"}
        """;

    private const string PlaceOrder = """{"lines":[{"productId":"fyr-lamp","quantity":2}]}""";

    private const string OutOfStock = """
        {"type":"/orders/problems/out-of-stock","title":"There is not enough in stock","status":409,
        "detail":"Nothing was ordered. Lower the quantities to what is available and place the order again.","instance":"/orders",
        "shortages":[{"productId":"pram-stool","name":"Pram stool","requested":4,"available":3}],"traceId":"0af7651916cd43dd8448eb211c80319c"}
        """;

    private const string NotAllowed = """
        {"type":"/orders/problems/transition-not-allowed","title":"A shipped order cannot be handled this way","status":409,
        "detail":"cancel is not possible while the order is shipped; nothing else is either.","orderStatus":"shipped","allowed":[],"traceId":"0af7651916cd43dd8448eb211c80319c"}
        """;

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        switch (operation.OperationId)
        {
            case "ListProducts":
                Respond(operation, "200", $$$"""{"items":[{{{Product}}}],"limits":{"lines":50,"quantity":20}}""");
                break;
            case "GetProduct":
                Respond(operation, "200", Product);
                break;
            case "PlaceOrder":
                Show(operation.RequestBody?.Content, PlaceOrder);
                Respond(operation, "201", Order);
                Respond(operation, "200", Order);
                Respond(operation, "409", OutOfStock);
                break;
            case "ListOrders":
                Respond(operation, "200", Page);
                break;
            case "GetOrder":
                Respond(operation, "200", Order);
                break;
            case "PayOrder" or "ShipOrder" or "CancelOrder":
                Respond(operation, "200", Order);
                Respond(operation, "409", NotAllowed);
                break;
        }

        return Task.CompletedTask;
    }

    private static void Respond(OpenApiOperation operation, string status, string example)
    {
        if (operation.Responses is { } responses && responses.TryGetValue(status, out var response))
        {
            Show(response.Content, example);
        }
    }

    private static void Show(IDictionary<string, OpenApiMediaType>? content, string example)
    {
        foreach (var media in content?.Values ?? [])
        {
            media.Example = JsonNode.Parse(example);
        }
    }
}
