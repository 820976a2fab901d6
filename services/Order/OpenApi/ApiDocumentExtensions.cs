using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Order.OpenApi;

/// <summary>The OpenAPI document of the service, below its own path prefix, with a page to try it on in Development.</summary>
internal static class ApiDocumentExtensions
{
    private const string DocumentPattern = "/openapi/{documentName}.json";

    public static void AddApiDocument(this IHostApplicationBuilder builder) => builder.Services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Orders",
                Version = "v1",
                Description = "The catalogue and the orders of the shop. Money is in hundredths of its currency; errors are problem details (RFC 9457).",
            };
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer<BearerSecurity>();
        options.AddOperationTransformer<ExampleBodies>();
        options.AddOperationTransformer((operation, _, _) =>
        {
            // A list in the address may be empty, which the generator does not know.
            foreach (var list in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter is { In: ParameterLocation.Query, Schema.Type: JsonSchemaType.Array }))
            {
                list.Required = false;
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer<StringSchemas>();
    });

    public static void MapApiDocument(this RouteGroupBuilder orders, IHostEnvironment environment)
    {
        orders.MapOpenApi(DocumentPattern);
        if (environment.IsDevelopment())
        {
            // Nothing on the page asks a host outside.
            orders.MapScalarApiReference("/scalar", options => options
                .WithTitle("Orders")
                .WithOpenApiRoutePattern("/orders" + DocumentPattern)
                .AddPreferredSecuritySchemes(BearerSecurity.Scheme)
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp()
                .HideDeveloperTools());
        }
    }
}
