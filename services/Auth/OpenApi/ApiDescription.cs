using Auth.Issuer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Auth.OpenApi;

/// <summary>What the document says about the service as a whole.</summary>
internal sealed class ApiDescription(IOptions<IssuerOptions> issuer) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var address = issuer.Value.Address;
        document.Info = new OpenApiInfo
        {
            Title = "Auth",
            Version = "v1",
            Description = $"Accounts and tokens. The protocol's own description is the discovery document at {address}/.well-known/openid-configuration.",
        };
        document.Servers = [new OpenApiServer { Url = address.ToString() }];

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["openid"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.OpenIdConnect, OpenIdConnectUrl = new Uri($"{address}/.well-known/openid-configuration") },
        };
        return Task.CompletedTask;
    }
}
