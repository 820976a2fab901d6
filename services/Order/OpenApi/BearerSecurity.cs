using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Order.OpenApi;

/// <summary>Says that orders need an access token.</summary>
internal sealed class BearerSecurity : IOpenApiDocumentTransformer
{
    public const string Scheme = "accessToken";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "An access token of the auth service with the scope 'orders'.",
        });

        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(pair => pair.Value))
        {
            if (operation.Responses?.ContainsKey("401") == true)
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            }
        }

        return Task.CompletedTask;
    }
}
