using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;

namespace Aspirate.Cluster.Applying.Planning;

/// <summary>
/// Makes an object of somebody else this tool's: their fields become its own, so that applying removes what the tree does not
/// have. Merely forcing would leave the other's list items and labels beside the tree's.
/// </summary>
internal static class Takeover
{
    // Of these, fields that the cluster has filled in can never be taken out again.
    private static readonly string[] KeptAsTheyAre = ["PersistentVolumeClaim", "PersistentVolume", "Job", "Pod"];

    public static bool IsWhole(ObjectReference reference) => !KeptAsTheyAre.Contains(reference.Kind);

    /// <summary>The entries of <c>metadata.managedFields</c> with those of other people and tools united into one of this tool's.</summary>
    public static JsonArray Unite(JsonObject live)
    {
        var entries = (live["metadata"]?["managedFields"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        var united = new JsonObject();
        foreach (var entry in entries.Where(IsSomebodys))
        {
            Merge(united, entry["fieldsV1"] as JsonObject ?? []);
        }

        return
        [
            .. entries.Where(entry => !IsSomebodys(entry)).Select(entry => entry.DeepClone()),
            new JsonObject
            {
                ["manager"] = ObjectApi.FieldManager,
                ["operation"] = "Apply",
                ["apiVersion"] = live["apiVersion"]!.GetValue<string>(),
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = united,
            },
        ];
    }

    // The cluster's own controllers keep what they manage, and so does whoever writes a subresource (the autoscaler: scale).
    private static bool IsSomebodys(JsonObject entry) =>
        entry["subresource"] is null && entry["manager"]?.GetValue<string>().StartsWith("kube-", StringComparison.Ordinal) is not true;

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach (var (key, value) in source)
        {
            if (target[key] is JsonObject both && value is JsonObject more)
            {
                Merge(both, more);
            }
            else
            {
                target[key] = value?.DeepClone();
            }
        }
    }
}
