using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Secrets;

/// <summary>
/// Finds in a live object what a field manager has applied last, by the object's own record of it. Applied again with one
/// field more, it changes that field only: a server-side apply takes away what it leaves out.
/// </summary>
/// <remarks><see href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#managedfields"/></remarks>
internal static class AppliedFields
{
    private const string FieldPrefix = "f:";
    private const string KeyPrefix = "k:";
    private const string ValuePrefix = "v:";

    /// <returns><see langword="null"/> when <paramref name="manager"/> has applied nothing.</returns>
    public static JsonObject? Of(JsonObject live, string manager)
    {
        var entry = (live["metadata"]?["managedFields"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(entry => (string?)entry["manager"] == manager && (string?)entry["operation"] == "Apply" && entry["subresource"] is null);
        if (entry?["fieldsV1"] is not JsonObject fields || Extract(live, fields) is not JsonObject applied)
        {
            return null;
        }

        applied["apiVersion"] = live["apiVersion"]?.DeepClone();
        applied["kind"] = live["kind"]?.DeepClone();
        if (applied["metadata"] is not JsonObject metadata)
        {
            applied["metadata"] = metadata = [];
        }

        metadata["name"] = live["metadata"]!["name"]!.DeepClone();
        metadata["namespace"] = live["metadata"]!["namespace"]?.DeepClone();
        return applied;
    }

    private static JsonNode? Extract(JsonNode? value, JsonObject fields)
    {
        var children = fields.Where(field => field.Key != ".").ToList();
        return (value, children.Count) switch
        {
            // A leaf, or a map or list that is owned as a whole.
            (_, 0) => value?.DeepClone(),
            (JsonObject map, _) => ExtractMap(map, children),
            (JsonArray list, _) => ExtractList(list, children),
            _ => value?.DeepClone(),
        };
    }

    private static JsonObject ExtractMap(JsonObject map, List<KeyValuePair<string, JsonNode?>> fields)
    {
        var result = new JsonObject();
        foreach (var (field, content) in fields)
        {
            if (field.StartsWith(FieldPrefix, StringComparison.Ordinal) && map.TryGetPropertyValue(field[FieldPrefix.Length..], out var value))
            {
                result[field[FieldPrefix.Length..]] = Extract(value, content as JsonObject ?? []);
            }
        }

        return result;
    }

    private static JsonArray ExtractList(JsonArray list, List<KeyValuePair<string, JsonNode?>> fields)
    {
        var result = new JsonArray();
        foreach (var item in list)
        {
            foreach (var (field, content) in fields)
            {
                if (field.StartsWith(ValuePrefix, StringComparison.Ordinal) && JsonNode.DeepEquals(JsonNode.Parse(field[ValuePrefix.Length..]), item))
                {
                    result.Add(item?.DeepClone());
                    break;
                }

                if (field.StartsWith(KeyPrefix, StringComparison.Ordinal) && item is JsonObject map && JsonNode.Parse(field[KeyPrefix.Length..]) is JsonObject key && Matches(map, key))
                {
                    result.Add(WithKey(Extract(map, content as JsonObject ?? []), key));
                    break;
                }
            }
        }

        return result;
    }

    private static bool Matches(JsonObject item, JsonObject key) => key.All(part => JsonNode.DeepEquals(item[part.Key], part.Value));

    // What the server tells the items apart by may have been its own default, which nobody owns.
    private static JsonNode? WithKey(JsonNode? extracted, JsonObject key)
    {
        if (extracted is JsonObject item)
        {
            foreach (var (name, value) in key)
            {
                item[name] ??= value?.DeepClone();
            }
        }

        return extracted;
    }
}
