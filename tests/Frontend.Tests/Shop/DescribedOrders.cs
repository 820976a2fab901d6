using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Frontend.Tests.Shop;

/// <summary>How much an answer says of what its description allows.</summary>
public enum Detail
{
    /// <summary>Only what is always there, and null wherever that is allowed.</summary>
    Least,

    /// <summary>Everything that is described.</summary>
    All,

    /// <summary>Everything, and what only a later version describes: more properties, other names of a status or an action.</summary>
    Unheard,
}

/// <summary>An order service that is nothing but its OpenAPI document: it takes what that describes, and answers so.</summary>
internal sealed class DescribedOrders(JsonObject document, Detail detail) : HttpMessageHandler
{
    public JsonNode? LastAnswer { get; private set; }

    /// <summary>The status with which everything is refused that may be refused so; nothing is when null.</summary>
    public HttpStatusCode? Refusal { get; init; }

    /// <summary>Whether the last request was refused.</summary>
    public bool HasRefused { get; private set; }

    public static async Task<DescribedOrders> ReadAsync(string name, Detail detail, CancellationToken cancellationToken, HttpStatusCode? refusal = null)
    {
        var root = typeof(DescribedOrders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;
        var text = await File.ReadAllTextAsync(Path.Combine(root, "services", "Order", "OpenApi", name), cancellationToken);
        return new DescribedOrders(JsonNode.Parse(text)!.AsObject(), detail) { Refusal = refusal };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = Find(request.Method, request.RequestUri!.AbsolutePath);
        var parameters = operation["parameters"]?.AsArray().Select(parameter => parameter!).Where(parameter => (string?)parameter["in"] == "query").Select(parameter => (string)parameter["name"]!) ?? [];
        QueryHelpers.ParseQuery(request.RequestUri.Query).Keys.ShouldBeSubsetOf(parameters);

        if (request.Content is not null)
        {
            var body = await request.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
            ShouldFit(body, operation["requestBody"].ShouldNotBeNull("No body is taken.")["content"]!["application/json"]!["schema"]!, "$");
        }

        var responses = operation["responses"]!.AsObject();
        var refusal = ((int?)Refusal)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
        HasRefused = responses.ContainsKey(refusal);
        var (status, response) = responses.First(response => HasRefused ? response.Key == refusal : response.Key[0] == '2');
        var (type, content) = response!["content"]?.AsObject().Single() ?? new("application/problem+json", new JsonObject { ["schema"] = Described("ProblemDetails") });
        LastAnswer = type is "application/json" or "application/problem+json" ? Make(content!["schema"]!) : null;
        return new HttpResponseMessage((HttpStatusCode)int.Parse(status, System.Globalization.CultureInfo.InvariantCulture))
        {
            RequestMessage = request,
            Content = new StringContent(LastAnswer?.ToJsonString() ?? "", Encoding.UTF8, type),
        };
    }

    // A status without a body of its own gets the problem that every such answer gets.
    private JsonNode Described(string schema) => document["components"]!["schemas"]![schema]!.DeepClone();

    private JsonNode Find(HttpMethod method, string path)
    {
        var segments = path.Split('/');
        var matching = document["paths"]!.AsObject()
            .Where(entry => entry.Key.Split('/') is var described && described.Length == segments.Length && described.Zip(segments).All(pair => pair.First == pair.Second || pair.First.StartsWith('{')))
            .OrderBy(entry => entry.Key.Count(letter => letter == '{'))
            .Select(entry => entry.Value![method.Method.ToLowerInvariant()])
            .FirstOrDefault();
        return matching.ShouldNotBeNull($"{method} {path} is not described.");
    }

    private void ShouldFit(JsonNode? value, JsonNode described, string at)
    {
        var schema = Resolve(described);
        Types(schema).ShouldContain(NameOf(value), $"{at} is {value?.ToJsonString()}.");
        if (value is JsonObject properties)
        {
            Required(schema).ShouldBeSubsetOf(properties.Select(property => property.Key), at);
            foreach (var (name, property) in properties)
            {
                ShouldFit(property, schema["properties"]?[name].ShouldNotBeNull($"{at}.{name} is not described.")!, $"{at}.{name}");
            }
        }
        else if (value is JsonArray items)
        {
            foreach (var item in items)
            {
                ShouldFit(item, schema["items"]!, at + "[]");
            }
        }
    }

    private JsonNode? Make(JsonNode described)
    {
        var schema = Resolve(described);
        var types = Types(schema);
        if (detail == Detail.Least && types.Contains("null"))
        {
            return null;
        }

        if (schema["enum"] is JsonArray names)
        {
            return detail == Detail.Unheard ? "on-hold" : (string)names[0]!;
        }

        return types.First(type => type != "null") switch
        {
            "object" => MakeObject(schema),
            "array" => new JsonArray([schema["items"] is { } item ? Make(item) : "pay"]),
            "integer" => 17,
            "boolean" => true,
            "string" => (string?)schema["format"] switch
            {
                "uuid" => Guid.NewGuid().ToString(),
                "date-time" => "2026-11-23T08:00:00+00:00",
                _ => "text",
            },
            var other => throw new InvalidOperationException($"Nothing is known about the type '{other}'."),
        };
    }

    private JsonObject MakeObject(JsonNode schema)
    {
        if (schema["additionalProperties"] is JsonObject values)
        {
            return new JsonObject { ["field"] = Make(values) };
        }

        var required = Required(schema).ToHashSet();
        var made = new JsonObject();
        foreach (var (name, property) in schema["properties"]!.AsObject().Where(property => detail != Detail.Least || required.Contains(property.Key)))
        {
            made[name] = Make(property!);
        }

        if (detail == Detail.Unheard)
        {
            made["unheardOf"] = new JsonObject { ["of"] = 1 };
        }

        return made;
    }

    private JsonNode Resolve(JsonNode schema)
    {
        if (schema["oneOf"] is JsonArray choices)
        {
            schema = choices.First(choice => (string?)choice!["type"] != "null")!;
        }

        return schema["$ref"] is { } reference ? ((string)reference!)["#/".Length..].Split('/').Aggregate((JsonNode)document, (node, name) => node[name]!) : schema;
    }

    private static IReadOnlyList<string> Types(JsonNode schema) => schema["type"] is JsonArray several ? [.. several.Select(type => (string)type!)] : [(string)schema["type"]!];

    private static IEnumerable<string> Required(JsonNode schema) => schema["required"]?.AsArray().Select(name => (string)name!) ?? [];

    private static string NameOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        _ => "boolean",
    };
}
