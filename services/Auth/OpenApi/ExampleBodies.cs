using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Auth.OpenApi;

/// <summary>An example for every request and response, so that the document can be tried as it stands.</summary>
internal sealed class ExampleBodies : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        switch (operation.OperationId)
        {
            case "Register":
                Request(operation, "application/json", new JsonObject { ["email"] = "ada@example.com", ["password"] = "correct horse battery", ["name"] = "Ada" });
                Response(operation, "202", "application/json", new JsonObject { ["confirmationRequired"] = true });
                Response(operation, "400", "application/problem+json", Problem(400, "The account could not be created", ("password", "Use at least 8 characters.")));
                Response(operation, "429", "application/problem+json", Problem(429, "Too many attempts"));
                break;

            case "Me":
                Response(operation, "200", "application/json", Account());
                Response(operation, "401", "application/problem+json", Problem(401, "Unauthorized"));
                Secure(operation, context);
                break;

            case "UserInfo":
                Response(operation, "200", "application/json", new JsonObject { ["sub"] = "0c2f9b1e-6f0f-4b7e-9d52-3f1c1f1f7a10", ["email"] = "ada@example.com", ["name"] = "Ada", ["role"] = "customer" });
                Secure(operation, context);
                break;

            case "Token":
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        ["application/x-www-form-urlencoded"] = new()
                        {
                            Schema = TokenRequest(),
                            Example = new JsonObject
                            {
                                ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
                                ["client_id"] = "cli",
                                ["device_code"] = "CfDJ8…",
                            },
                        },
                    },
                };
                operation.Responses = new OpenApiResponses
                {
                    ["200"] = Body("The tokens", "application/json", new JsonObject
                    {
                        ["access_token"] = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…",
                        ["token_type"] = "Bearer",
                        ["expires_in"] = 600,
                        ["scope"] = "orders offline_access",
                        ["refresh_token"] = "CfDJ8…",
                    }),
                    ["400"] = Body("The grant is refused (RFC 6749 §5.2)", "application/json", new JsonObject { ["error"] = "invalid_grant", ["error_description"] = "…" }),
                    ["429"] = Body("Too many attempts; see Retry-After", "application/problem+json", Problem(429, "Too many attempts")),
                };
                break;
        }

        return Task.CompletedTask;
    }

    private static JsonObject Account() => new()
    {
        ["id"] = "0c2f9b1e-6f0f-4b7e-9d52-3f1c1f1f7a10",
        ["email"] = "ada@example.com",
        ["name"] = "Ada",
        ["roles"] = new JsonArray("customer"),
    };

    private static JsonObject Problem(int status, string title, params (string Field, string Message)[] errors)
    {
        var problem = new JsonObject { ["title"] = title, ["status"] = status };
        if (errors.Length > 0)
        {
            problem["errors"] = new JsonObject(errors.Select(error => KeyValuePair.Create<string, JsonNode?>(error.Field, new JsonArray(error.Message))));
        }

        return problem;
    }

    private static OpenApiSchema TokenRequest()
    {
        string[] fields = ["grant_type", "client_id", "client_secret", "username", "password", "scope", "refresh_token", "code", "code_verifier", "redirect_uri", "device_code"];
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "grant_type" },
            Properties = fields.ToDictionary(field => field, _ => (IOpenApiSchema)new OpenApiSchema { Type = JsonSchemaType.String }),
        };
    }

    private static void Request(OpenApiOperation operation, string type, JsonNode example)
    {
        if (operation.RequestBody?.Content?.TryGetValue(type, out var body) == true)
        {
            body.Example = example;
        }
    }

    private static void Response(OpenApiOperation operation, string status, string type, JsonNode example)
    {
        operation.Responses ??= [];
        if (operation.Responses.TryGetValue(status, out var response) && response.Content?.TryGetValue(type, out var body) == true)
        {
            body.Example = example;
        }
        else
        {
            operation.Responses[status] = Body(response?.Description ?? "", type, example);
        }
    }

    private static OpenApiResponse Body(string description, string type, JsonNode example) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { [type] = new() { Example = example } },
    };

    private static void Secure(OpenApiOperation operation, OpenApiOperationTransformerContext context) =>
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("openid", context.Document)] = [] }];
}
