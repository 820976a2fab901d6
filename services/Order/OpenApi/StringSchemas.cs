using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Order.Data;
using Order.Orders;

namespace Order.OpenApi;

/// <summary>What is a string on the wire although a converter writes it, which the generator knows nothing about: statuses and actions, which are listed, and any text.</summary>
internal sealed class StringSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(IReadOnlyList<OrderAction>))
        {
            var action = new OpenApiSchema();
            Name(action, OrderAction.All.Select(known => known.Name));
            schema.Items = action;
        }
        else if (type == typeof(OrderStatus))
        {
            Name(schema, OrderStatus.All.Select(status => status.Name));
        }
        else if (type == typeof(OrderAction))
        {
            Name(schema, OrderAction.All.Select(action => action.Name));
        }
        else if (type == typeof(string[]))
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (type == typeof(string))
        {
            schema.Type = context.JsonPropertyInfo?.IsGetNullable == true ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }

        return Task.CompletedTask;
    }

    private static void Name(OpenApiSchema schema, IEnumerable<string> names)
    {
        schema.Type = JsonSchemaType.String;
        schema.Properties?.Clear();
        schema.Enum = [.. names.Select(name => (JsonNode)name)];
    }
}
