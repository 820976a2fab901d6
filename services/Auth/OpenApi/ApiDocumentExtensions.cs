using Scalar.AspNetCore;

namespace Auth.OpenApi;

/// <summary>The OpenAPI document at <c>/auth/openapi/v1.json</c>, and in Development a page to try it at <c>/auth/scalar</c>.</summary>
internal static class ApiDocumentExtensions
{
    public static void AddApiDocument(this IHostApplicationBuilder builder) => builder.Services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer<ApiDescription>();
        options.AddOperationTransformer<ExampleBodies>();
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi();
        if (app.Environment.IsDevelopment())
        {
            // Nothing on the page asks a host outside.
            app.MapScalarApiReference(options => options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools());
        }
    }
}
