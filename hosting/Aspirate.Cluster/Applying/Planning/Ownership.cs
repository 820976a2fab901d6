using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;

namespace Aspirate.Cluster.Applying.Planning;

/// <summary>
/// Decides whose an object is. The API server itself keeps the record (<c>metadata.managedFields</c>); a label proves nothing,
/// everybody can write one.
/// </summary>
internal static class Ownership
{
    /// <summary>On an object of the whole cluster: the namespace whose application brought it.</summary>
    public const string NamespaceAnnotation = "aspirate.hosting/namespace";

    /// <summary>On a Namespace: it was made by an apply, and goes with the application.</summary>
    public const string CreatedAnnotation = "aspirate.hosting/created";

    /// <summary>Whether this tool has applied it, for an application of <paramref name="namespace"/>.</summary>
    public static bool IsOurs(JsonObject live, string @namespace) =>
        Managers(live).Any(manager => manager is { Name: ObjectApi.FieldManager, IsApply: true })
        && (Annotation(live, NamespaceAnnotation) is not { } owner || owner == @namespace);

    /// <summary>Who else has written it, for a message.</summary>
    public static string Describe(JsonObject live, string @namespace)
    {
        if (Annotation(live, NamespaceAnnotation) is { } owner && owner != @namespace)
        {
            return $"belongs to the application in namespace '{owner}'";
        }

        var others = Managers(live).Where(manager => !manager.IsStatus).Select(manager => $"'{manager.Name}'").Distinct().ToArray();
        return others.Length == 0 ? "exists already" : $"was made by {string.Join(", ", others)}";
    }

    public static string? Annotation(JsonObject live, string key) => live["metadata"]?["annotations"]?[key]?.GetValue<string>();

    public static string? Uid(JsonObject live) => live["metadata"]?["uid"]?.GetValue<string>();

    private static IEnumerable<(string Name, bool IsApply, bool IsStatus)> Managers(JsonObject live) =>
        (live["metadata"]?["managedFields"] as JsonArray ?? []).OfType<JsonObject>().Select(entry => (
            entry["manager"]?.GetValue<string>() ?? "",
            entry["operation"]?.GetValue<string>() == "Apply",
            entry["subresource"]?.GetValue<string>() == "status"));
}
