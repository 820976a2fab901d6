using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;

namespace Aspirate.Cluster.Applying.Planning;

/// <summary>
/// Objects that have to be made anew, for they cannot be changed and lose nothing by it: a Service that is to be headless or no
/// longer so, a StatefulSet that is to be governed by another Service, and a Job whose pods are to be others, or that has failed and
/// would never run again. The pods of a StatefulSet stay, and are its own again; those of a Job end with it.
/// </summary>
internal static class Remaking
{
    private const string NoAddress = "None";

    /// <summary>Whether <paramref name="live"/> has to go before <paramref name="target"/> can be.</summary>
    public static bool IsNeeded(ClusterObject target, JsonObject live) => target.Reference switch
    {
        { Kind: "Service", Group: "" } => IsHeadless(target.Json) != IsHeadless(live),
        { Kind: "StatefulSet", Group: "apps" } => (string?)live["spec"]?["serviceName"] is { } name && name != (string?)target.Json["spec"]?["serviceName"],
        { Kind: "Job", Group: "batch" } => HasFailed(live),
        _ => false,
    };

    /// <summary>Whether <paramref name="refusal"/> says that the one which is there has to go before <paramref name="target"/> can be.</summary>
    public static bool IsNeeded(ClusterObject target, RefusedException refusal) =>
        target.Reference is { Kind: "Job", Group: "batch" } && refusal.Causes.Any(cause => cause.Field == "spec.template" && cause.Message?.Contains("immutable", StringComparison.Ordinal) is true);

    /// <summary>What becomes of those that depend on it.</summary>
    public static DependentObjects DependentsOf(ObjectReference reference) => reference.Kind == "Job" ? DependentObjects.Background : DependentObjects.Orphan;

    /// <summary>What is wanted, but for that which cannot be changed: the server can judge it while the old one is there.</summary>
    public static ClusterObject Changeable(ClusterObject target, JsonObject live)
    {
        var copy = target.Json.DeepClone().AsObject();
        foreach (var field in target.Reference.Kind switch { "Service" => (string[])["clusterIP", "type"], "Job" => ["template"], _ => ["serviceName"] })
        {
            copy["spec"]![field] = live["spec"]?[field]?.DeepClone();
        }

        return new(copy);
    }

    /// <summary>What a person should know of it.</summary>
    public static string Note(ObjectReference reference) => reference.Kind switch
    {
        "Service" => $"{reference} is deleted and made anew, since a Service stays headless or not: its name leads nowhere for a moment.",
        "Job" => $"{reference} is deleted and made anew, since a Job that has failed or is to do something else cannot be changed. It runs again.",
        _ => $"{reference} is deleted and made anew, since its governing Service cannot be changed. Its pods and volumes stay.",
    };

    private static bool HasFailed(JsonObject job) => (job["status"]?["conditions"] as JsonArray ?? [])
        .Any(condition => (string?)condition?["type"] == "Failed" && (string?)condition["status"] == "True");

    private static bool IsHeadless(JsonObject service) => (string?)service["spec"]?["clusterIP"] == NoAddress;
}
