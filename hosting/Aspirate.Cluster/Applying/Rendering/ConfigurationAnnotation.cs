using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Applying.Rendering;

/// <summary>
/// The pod template's annotation that changes with the ConfigMaps that its containers read as environment variables, so that their
/// pods are replaced. The tree has a checksum of its own; this one also knows what an overlay makes of the ConfigMaps. Mounted
/// ConfigMaps are left out: a running pod sees them change.
/// </summary>
public static class ConfigurationAnnotation
{
    /// <summary>The annotation's name.</summary>
    public const string Name = "checksum/configmap";

    /// <summary>Puts the annotation on every pod template that reads one of the ConfigMaps at start; a Job's stays as it is, for its pods cannot be replaced.</summary>
    /// <param name="objects">All rendered objects.</param>
    public static void Set(IReadOnlyList<ClusterObject> objects)
    {
        ArgumentNullException.ThrowIfNull(objects);

        var maps = objects
            .Where(item => item.Reference is { Kind: "ConfigMap", Group: "" })
            .ToDictionary(item => (item.Reference.Namespace, item.Reference.Name), item => item.Json["data"]?.ToJsonString() ?? "");
        foreach (var item in objects.Where(item => item.Reference.Kind is not "Job"))
        {
            if (item.PodTemplate is { } template && ReadAtStart(template).Where(name => maps.ContainsKey((item.Reference.Namespace, name))).ToList() is { Count: > 0 } names)
            {
                if (template["metadata"] is not JsonObject metadata)
                {
                    template["metadata"] = metadata = [];
                }

                ClusterObject.Annotate(metadata, Name, Checksum(names.Select(name => $"{name}={maps[(item.Reference.Namespace, name)]}")));
            }
        }
    }

    private static IEnumerable<string> ReadAtStart(JsonObject template)
    {
        var pod = template["spec"];
        var containers = (pod?["initContainers"] as JsonArray ?? []).Concat(pod?["containers"] as JsonArray ?? []).OfType<JsonObject>();
        return containers
            .SelectMany(container => (container["envFrom"] as JsonArray ?? []).Select(source => (string?)source?["configMapRef"]?["name"])
                .Concat((container["env"] as JsonArray ?? []).Select(variable => (string?)variable?["valueFrom"]?["configMapKeyRef"]?["name"])))
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private static string Checksum(IEnumerable<string> configuration) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', configuration))));
}
