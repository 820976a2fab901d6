using System.Text.RegularExpressions;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The Secret or ConfigMap, or the key of one, that the kubelet says is missing.</summary>
internal sealed partial record MissingReference(string Kind, string Name, string? Key)
{
    public string Remedy => (Kind, Key) switch
    {
        ("Secret", _) => $"aspirate apply creates it from the model's parameters; one of your own: kubectl create secret generic {Name}{(Key is null ? "" : $" --from-file={Key}=FILE")}.",
        (_, null) => $"Add the ConfigMap to the tree, or create it: kubectl create configmap {Name}.",
        _ => $"Add the key to the ConfigMap: kubectl edit configmap {Name}.",
    };

    public static MissingReference? Read(string message)
    {
        if (KeyExpression().Match(message) is { Success: true } key)
        {
            return new(key.Groups["kind"].Value, key.Groups["name"].Value, key.Groups["key"].Value);
        }

        return ObjectExpression().Match(message) is { Success: true } missing
            ? new(missing.Groups["kind"].Value == "secret" ? "Secret" : "ConfigMap", missing.Groups["name"].Value, null)
            : null;
    }

    public override string ToString() => Key is null ? $"the {Kind} '{Name}', which does not exist" : $"the key '{Key}', which the {Kind} '{Name}' does not have";

    [GeneratedRegex("""find key (?<key>\S+) in (?<kind>Secret|ConfigMap) [^/\s]+/(?<name>[a-z0-9.-]+)""")]
    private static partial Regex KeyExpression();

    [GeneratedRegex("""(?<kind>secret|configmap) "(?<name>[^"]+)" not found""")]
    private static partial Regex ObjectExpression();
}
