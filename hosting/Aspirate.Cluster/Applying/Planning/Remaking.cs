using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Applying.Planning;

/// <summary>
/// Objects that have to be made anew, for they cannot be changed and lose nothing by it: a Service that is to be headless or no
/// longer so, and a StatefulSet that is to be governed by another Service. The pods of a StatefulSet stay, and are its own again.
/// </summary>
internal static class Remaking
{
    private const string NoAddress = "None";

    /// <summary>Whether <paramref name="live"/> has to go before <paramref name="target"/> can be.</summary>
    public static bool IsNeeded(ClusterObject target, JsonObject live) => target.Reference switch
    {
        { Kind: "Service", Group: "" } => IsHeadless(target.Json) != IsHeadless(live),
        { Kind: "StatefulSet", Group: "apps" } => (string?)live["spec"]?["serviceName"] is { } name && name != (string?)target.Json["spec"]?["serviceName"],
        _ => false,
    };

    /// <summary>What is wanted, but for that which cannot be changed: the server can judge it while the old one is there.</summary>
    public static ClusterObject Changeable(ClusterObject target, JsonObject live)
    {
        var copy = target.Json.DeepClone().AsObject();
        foreach (var field in target.Reference.Kind == "Service" ? (string[])["clusterIP", "type"] : ["serviceName"])
        {
            copy["spec"]![field] = live["spec"]?[field]?.DeepClone();
        }

        return new(copy);
    }

    /// <summary>What a person should know of it.</summary>
    public static string Note(ObjectReference reference) => reference.Kind == "Service"
        ? $"{reference} is deleted and made anew, since a Service stays headless or not: its name leads nowhere for a moment."
        : $"{reference} is deleted and made anew, since its governing Service cannot be changed. Its pods and volumes stay.";

    private static bool IsHeadless(JsonObject service) => (string?)service["spec"]?["clusterIP"] == NoAddress;
}
