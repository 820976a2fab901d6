using System.Net;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;
using k8s.Models;

namespace Aspirate.Cluster.Applying.Planning;

/// <summary>Words what the API server has against an object, with what to do about it.</summary>
internal static class RefusalExplanation
{
    private const string UndeclaredField = "field not declared in schema";

    // What can never be changed, by kind; the server itself does not always say which field it is.
    private static readonly Dictionary<string, string[]> ImmutableFields = new(StringComparer.Ordinal)
    {
        ["StatefulSet"] = ["spec.volumeClaimTemplates", "spec.serviceName", "spec.selector", "spec.podManagementPolicy"],
        ["Deployment"] = ["spec.selector"],
        ["DaemonSet"] = ["spec.selector"],
        ["Job"] = ["spec.template", "spec.selector", "spec.completionMode"],
        ["Service"] = ["spec.clusterIP", "spec.clusterIPs"],
        ["PersistentVolumeClaim"] = ["spec.storageClassName", "spec.accessModes", "spec.volumeMode", "spec.volumeName", "spec.resources"],
        ["ConfigMap"] = ["data", "binaryData", "immutable"],
        ["Secret"] = ["type", "data", "immutable"],
    };

    public static string Explain(RefusedException refusal, ClusterObject target, JsonObject? live, string clusterVersion)
    {
        var conflicts = refusal.Causes.Where(cause => cause.Reason == "FieldManagerConflict").ToArray();
        if (conflicts.Length > 0)
        {
            return ExplainConflicts(target.Reference, conflicts);
        }

        if (refusal.Reason.Contains(UndeclaredField, StringComparison.Ordinal) || refusal.Reason.Contains("unknown field", StringComparison.Ordinal))
        {
            return $"{target.Reference} has a field that Kubernetes {clusterVersion} does not know: {refusal.Reason}. Correct its name, or use a newer cluster.";
        }

        if (live is not null && refusal.StatusCode is HttpStatusCode.UnprocessableEntity && ImmutableField(target, live, refusal) is { } field)
        {
            return $"{target.Reference}: {field} cannot be changed once the object exists ({FirstSentence(refusal)}). {ReplaceRemedy(target.Reference)}";
        }

        if (refusal.StatusCode is HttpStatusCode.UnprocessableEntity && refusal.Causes.Count > 0)
        {
            return $"{target.Reference} is not valid: {string.Join("; ", refusal.Causes.Select(cause => $"{cause.Field}: {cause.Message}"))}.";
        }

        return $"{target.Reference} is refused by the cluster: {refusal.Reason}";
    }

    private static string ExplainConflicts(ObjectReference reference, IEnumerable<V1StatusCause> conflicts)
    {
        var owned = conflicts.Select(conflict => $"{conflict.Field} ({conflict.Message.Replace("conflict with", "set by", StringComparison.Ordinal)})");
        return $"{reference} has fields that somebody else manages, with other values: {string.Join(", ", owned)}. Take them out of the tree, or take them over with --take-over.";
    }

    private static string? ImmutableField(ClusterObject target, JsonObject live, RefusedException refusal)
    {
        if (ImmutableFields.TryGetValue(target.Reference.Kind, out var fields)
            && fields.Where(path => At(target.Json, path) is { } wanted && !IsContainedIn(wanted, At(live, path))).ToArray() is { Length: > 0 } changed
            && (refusal.Reason.Contains("immutable", StringComparison.Ordinal) || refusal.Reason.Contains("may not", StringComparison.Ordinal) || refusal.Reason.Contains("forbidden", StringComparison.OrdinalIgnoreCase)))
        {
            return string.Join(", ", changed);
        }

        return refusal.Causes.FirstOrDefault(cause => cause.Message?.Contains("immutable", StringComparison.Ordinal) is true)?.Field;
    }

    private static JsonNode? At(JsonObject root, string path) => path.Split('.').Aggregate((JsonNode?)root, (node, key) => (node as JsonObject)?[key]);

    // The server adds defaults to what it is given, so that equality is too much to ask.
    private static bool IsContainedIn(JsonNode wanted, JsonNode? actual) => (wanted, actual) switch
    {
        (JsonObject left, JsonObject right) => left.All(entry => entry.Value is null || IsContainedIn(entry.Value, right[entry.Key])),
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => pair.First is null || IsContainedIn(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(wanted, actual),
    };

    private static string FirstSentence(RefusedException refusal) => refusal.Causes is [{ Message: { } message }, ..]
        ? message.Split('\n')[0].TrimEnd('.')
        : refusal.Reason.Split('\n')[0];

    private static string ReplaceRemedy(ObjectReference reference)
    {
        var scope = reference.Namespace is null ? "" : $" -n {reference.Namespace}";
        var delete = $"kubectl delete {reference.Kind.ToLowerInvariant()} {reference.Name}{scope}";
        return reference.Kind switch
        {
            "StatefulSet" => $"Its pods and volumes can stay: {delete} --cascade=orphan, then apply again.",
            "PersistentVolumeClaim" => $"Save its data first; then: {delete}, and apply again.",
            _ => $"Delete it and apply again: {delete}",
        };
    }
}
