using System.Text.Json.Nodes;
using Aspirate.Cluster.Objects;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aspirate.Cluster.Applying.Planning;

/// <summary>An object without what the server keeps about it, so that two states can be compared and shown.</summary>
internal static class ComparableObject
{
    private const string Hidden = "***";

    private static readonly string[] ServersMetadata = ["managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink"];
    private static readonly string[] ControllersAnnotations = ["deployment.kubernetes.io/revision", "kubectl.kubernetes.io/last-applied-configuration"];

    /// <summary>Whether a person would see no difference.</summary>
    public static bool AreEqual(JsonObject one, JsonObject other) => JsonNode.DeepEquals(Strip(one), Strip(other));

    /// <summary>Whether the same managers own the same fields, whenever they last wrote them.</summary>
    public static bool AreOwnedAlike(JsonObject one, JsonObject other) => JsonNode.DeepEquals(Managers(one), Managers(other));

    /// <summary>Both as YAML. The values of Secrets are hidden; where they differ, that is shown.</summary>
    public static (string Before, string After) Show(JsonObject? before, JsonObject? after)
    {
        var (left, right) = (before is null ? null : Strip(before), after is null ? null : Strip(after));
        if ((left ?? right)?["kind"]?.GetValue<string>() == "Secret")
        {
            HideValues(left, right);
        }

        return (Yaml(left), Yaml(right));
    }

    private static JsonObject Strip(JsonObject live)
    {
        var copy = live.DeepClone().AsObject();
        copy.Remove("status");
        if (copy["metadata"] is JsonObject metadata)
        {
            foreach (var field in ServersMetadata)
            {
                metadata.Remove(field);
            }

            if (metadata["annotations"] is JsonObject annotations)
            {
                foreach (var annotation in ControllersAnnotations)
                {
                    annotations.Remove(annotation);
                }

                if (annotations.Count == 0)
                {
                    metadata.Remove("annotations");
                }
            }
        }

        return copy;
    }

    private static JsonArray Managers(JsonObject live)
    {
        var managers = live["metadata"]?["managedFields"]?.DeepClone() as JsonArray ?? [];
        foreach (var entry in managers.OfType<JsonObject>())
        {
            entry.Remove("time");
        }

        return managers;
    }

    private static void HideValues(JsonObject? before, JsonObject? after)
    {
        foreach (var field in new[] { "data", "stringData" })
        {
            var (left, right) = (before?[field] as JsonObject, after?[field] as JsonObject);
            foreach (var key in (left ?? []).Select(entry => entry.Key).Union((right ?? []).Select(entry => entry.Key)).ToArray())
            {
                var differs = left?[key] is { } one && right?[key] is { } other && !JsonNode.DeepEquals(one, other);
                Hide(left, key, differs ? $"{Hidden} (before)" : Hidden);
                Hide(right, key, differs ? $"{Hidden} (after)" : Hidden);
            }
        }
    }

    private static void Hide(JsonObject? data, string key, string mask)
    {
        if (data?.ContainsKey(key) is true)
        {
            data[key] = mask;
        }
    }

    private static string Yaml(JsonObject? json) => json is null ? "" : YamlText.Write(Node(json));

    private static YamlNode Node(JsonNode? json) => json switch
    {
        JsonObject mapping => new YamlMappingNode(mapping.Select(entry => KeyValuePair.Create<YamlNode, YamlNode>(Text(entry.Key), Node(entry.Value)))),
        JsonArray sequence => new YamlSequenceNode(sequence.Select(Node)),
        JsonValue value when value.TryGetValue<string>(out var text) => Text(text),
        _ => new YamlScalarNode(json?.ToJsonString() ?? "null") { Style = ScalarStyle.Plain },
    };

    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyleRule.For(text) };
}
