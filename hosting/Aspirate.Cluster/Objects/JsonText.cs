using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Objects;

/// <summary>A text in an object as the API server has it.</summary>
internal static class JsonText
{
    /// <returns>The text; <see langword="null"/> for whatever is none, and for an empty one.</returns>
    public static string? Of(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
