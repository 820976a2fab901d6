using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Objects;

/// <summary>The entries of a list in an object as the API server has it.</summary>
internal static class JsonItems
{
    /// <param name="array">The list; whatever is none has no entries.</param>
    public static IEnumerable<JsonNode> Of(JsonNode? array) => (array as JsonArray ?? []).OfType<JsonNode>();
}
