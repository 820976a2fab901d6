using System.Net.Http.Json;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Order.Tests;

/// <summary>
/// The API as the repository keeps it: today's document, which clients are tested against, and the last release's, whose clients are
/// still running while a new version is rolled out.
/// </summary>
public sealed class ContractTests(OnSqlite shop) : ShopTests(shop)
{
    /// <summary>When set, today's document is written instead of compared: <c>UPDATE_CONTRACT=1 dotnet run --project tests/Order.Tests -- -class Order.Tests.ContractTests</c>.</summary>
    private const string Update = "UPDATE_CONTRACT";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Folder => Path.Combine(
        typeof(ContractTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!, "services", "Order", "OpenApi");

    [Fact]
    public async Task The_document_in_the_repository_is_todays()
    {
        using var client = Shop.Anonymous();
        var document = (await client.GetFromJsonAsync<JsonObject>("/orders/openapi/v1.json", Cancellation)).ShouldNotBeNull();
        document.Remove("servers");
        var text = document.ToJsonString(Indented) + "\n";
        var file = Path.Combine(Folder, "order.json");
        if (Environment.GetEnvironmentVariable(Update) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(file, text, Cancellation);
        }

        (await File.ReadAllTextAsync(file, Cancellation)).ShouldBe(text, $"The API has changed. If that is meant, run this with {Update}=1.");
    }

    [Fact]
    public async Task Clients_of_the_last_release_are_served_as_they_expect()
    {
        var (previous, current) = (await ReadAsync("order.previous.json"), await ReadAsync("order.json"));

        new Compatibility(previous, current).FindBreaks().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("$.paths['/orders/products']", null, "get /orders/products is gone")]
    [InlineData("$.components.schemas.OrderSummary.properties.itemCount", null, "get /orders answers without items[].itemCount")]
    [InlineData("$.components.schemas.ProductResponse.properties.priceCents.type", "\"boolean\"", "get /orders/products answers items[].priceCents as boolean")]
    [InlineData("$.components.schemas.PlaceOrderLine.properties.quantity.type", "\"string\"", "post /orders no longer takes lines[].quantity as integer")]
    [InlineData("$.components.schemas.PlaceOrderRequest.required", "[\"lines\",\"currency\"]", "post /orders requires currency")]
    [InlineData("$.components.schemas.OrderStatus.enum", "[\"placed\",\"on-hold\"]", "get /orders answers items[].status as on-hold")]
    public async Task A_break_is_noticed(string path, string? replacement, string noticed)
    {
        var (previous, current) = (await ReadAsync("order.previous.json"), await ReadAsync("order.previous.json"));
        var target = path[2..].Replace("paths['", "paths\n", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal).Split(path.Contains('\'', StringComparison.Ordinal) ? '\n' : '.');
        var parent = target[..^1].Aggregate((JsonNode)current, (node, name) => node[name] ??= new JsonObject());
        if (replacement is null)
        {
            parent.AsObject().Remove(target[^1]);
        }
        else
        {
            parent[target[^1]] = JsonNode.Parse(replacement);
        }

        new Compatibility(previous, current).FindBreaks().ShouldContain(found => found.StartsWith(noticed, StringComparison.Ordinal));
    }

    private static async Task<JsonObject> ReadAsync(string file) => JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, file), Cancellation))!.AsObject();

    /// <summary>What of one document a client of another could not live with.</summary>
    private sealed class Compatibility(JsonObject previous, JsonObject current)
    {
        private readonly List<string> _breaks = [];

        public List<string> FindBreaks()
        {
            foreach (var (path, operations) in previous["paths"]!.AsObject())
            {
                foreach (var (method, before) in operations!.AsObject())
                {
                    var name = $"{method} {path}";
                    if (current["paths"]![path]?[method] is not { } after)
                    {
                        _breaks.Add($"{name} is gone");
                        continue;
                    }

                    CompareParameters(name, before!, after);
                    CompareRequest(name, Content(before!["requestBody"]), Content(after["requestBody"]), "");
                    foreach (var (status, response) in before["responses"]!.AsObject().Where(response => response.Key[0] == '2'))
                    {
                        CompareResponse(name, Content(response), Content(after["responses"]![status]), "");
                    }
                }
            }

            return _breaks;
        }

        private void CompareParameters(string name, JsonNode before, JsonNode after)
        {
            var known = Parameters(before).Select(parameter => (string)parameter["name"]!).ToHashSet();
            var taken = Parameters(after).ToDictionary(parameter => (string)parameter["name"]!);
            _breaks.AddRange(known.Where(parameter => !taken.ContainsKey(parameter)).Select(parameter => $"{name} no longer takes {parameter}"));
            _breaks.AddRange(taken.Values.Where(parameter => (bool?)parameter["required"] == true && !known.Contains((string)parameter["name"]!)).Select(parameter => $"{name} requires {parameter["name"]}"));
        }

        /// <summary>What was sent must still be taken.</summary>
        private void CompareRequest(string name, JsonNode? before, JsonNode? after, string at)
        {
            (before, after) = (Resolve(previous, before), Resolve(current, after));
            if (before is null || after is null)
            {
                return;
            }

            _breaks.AddRange(Types(before).Except(Types(after)).Select(type => $"{name} no longer takes {at} as {type}"));
            _breaks.AddRange(Required(after).Except(Required(before)).Where(property => before["properties"]?[property] is null).Select(property => $"{name} requires {property}"));
            foreach (var (property, schema) in Properties(before))
            {
                CompareRequest(name, schema, after["properties"]?[property], at.Length == 0 ? property : $"{at}.{property}");
            }

            CompareRequest(name, before["items"], after["items"], at + "[]");
        }

        /// <summary>What was expected must still come, and nothing that was never heard of in a closed list.</summary>
        private void CompareResponse(string name, JsonNode? before, JsonNode? after, string at)
        {
            (before, after) = (Resolve(previous, before), Resolve(current, after));
            if (before is null)
            {
                return;
            }

            if (after is null)
            {
                _breaks.Add($"{name} answers without {at}");
                return;
            }

            _breaks.AddRange(Types(after).Except(Types(before)).Where(_ => Types(before).Count > 0).Select(type => $"{name} answers {at} as {type}"));
            _breaks.AddRange(Values(after).Except(Values(before)).Where(_ => Values(before).Count > 0).Select(value => $"{name} answers {at} as {value}"));
            _breaks.AddRange(Required(before).Except(Required(after)).Where(property => after["properties"]?[property] is not null).Select(property => $"{name} may answer without {at}.{property}"));
            foreach (var (property, schema) in Properties(before))
            {
                CompareResponse(name, schema, after["properties"]?[property], at.Length == 0 ? property : $"{at}.{property}");
            }

            CompareResponse(name, before["items"], after["items"], at + "[]");
        }

        private static JsonNode? Content(JsonNode? body) => body?["content"]?["application/json"]?["schema"];

        private static JsonNode? Content(KeyValuePair<string, JsonNode?> response) => Content(response.Value);

        private static IEnumerable<JsonNode> Parameters(JsonNode operation) => operation["parameters"]?.AsArray().Select(parameter => parameter!) ?? [];

        private static JsonNode? Resolve(JsonObject document, JsonNode? schema)
        {
            if (schema?["oneOf"] is JsonArray choices)
            {
                schema = choices.FirstOrDefault(choice => (string?)choice!["type"] != "null");
            }

            return schema?["$ref"] is { } reference ? ((string)reference!)["#/".Length..].Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]) : schema;
        }

        private static IReadOnlyList<string> Types(JsonNode schema) => schema["type"] switch
        {
            JsonArray several => [.. several.Select(type => (string)type!)],
            { } one => [(string)one!],
            null => [],
        };

        private static IReadOnlyList<string> Values(JsonNode schema) => [.. schema["enum"]?.AsArray().Select(value => (string)value!) ?? []];

        private static IReadOnlyList<string> Required(JsonNode schema) => [.. schema["required"]?.AsArray().Select(property => (string)property!) ?? []];

        private static JsonObject Properties(JsonNode schema) => schema["properties"]?.AsObject() ?? [];
    }
}
