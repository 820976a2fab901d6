using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Order.Orders;
using Order.Data;

namespace Order.OpenApi;

/// <summary>Status and action are strings on the wire; the document lists them.</summary>
internal sealed class NamedValues : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(OrderStatus))
        {
            Name(schema, OrderStatus.All.Select(status => status.Name));
        }
        else if (type == typeof(OrderAction))
        {
            Name(schema, OrderAction.All.Select(action => action.Name));
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
