using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Secrets;

/// <summary>
/// The pod template's annotation that changes with the Secrets that its containers read as environment variables, so that their
/// pods are replaced. Mounted Secrets are left out: a running pod sees them change.
/// </summary>
public static class SecretAnnotation
{
    /// <summary>The annotation's name.</summary>
    public const string Name = "checksum/secret";

    /// <summary>Puts the annotation on the pod template of a rendered workload.</summary>
    /// <param name="manifest">A Deployment, StatefulSet, DaemonSet or CronJob; any other object stays as it is, a Job too, whose pods cannot be replaced.</param>
    /// <param name="checksums">The checksums of the application's Secrets by name.</param>
    /// <returns>Whether the workload reads one of the Secrets at start.</returns>
    public static bool Set(JsonObject manifest, IReadOnlyDictionary<string, string> checksums)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(checksums);

        if (PodTemplateOf(manifest) is not { } template || ChecksumOf(template, checksums) is not { } checksum)
        {
            return false;
        }

        var metadata = template["metadata"] as JsonObject;
        if (metadata is null)
        {
            template["metadata"] = metadata = [];
        }

        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations[Name] = checksum;
        return true;
    }

    /// <summary>The names of the Secrets that the containers of a rendered workload read as environment variables.</summary>
    /// <param name="manifest">The rendered object.</param>
    public static IReadOnlyList<string> SecretsReadAtStart(JsonObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return PodTemplateOf(manifest) is { } template ? SecretsOf(template) : [];
    }

    private static JsonObject? PodTemplateOf(JsonObject manifest) => (string?)manifest["kind"] switch
    {
        "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" => manifest["spec"]?["template"] as JsonObject,
        "CronJob" => manifest["spec"]?["jobTemplate"]?["spec"]?["template"] as JsonObject,
        _ => null,
    };

    private static string? ChecksumOf(JsonObject template, IReadOnlyDictionary<string, string> checksums)
    {
        string[] known = [.. SecretsOf(template).Where(checksums.ContainsKey).Select(name => checksums[name])];
        return known.Length switch
        {
            0 => null,
            1 => known[0],
            _ => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('.', known)))),
        };
    }

    private static IReadOnlyList<string> SecretsOf(JsonObject template)
    {
        var pod = template["spec"];
        var containers = (pod?["initContainers"] as JsonArray ?? []).Concat(pod?["containers"] as JsonArray ?? []).OfType<JsonObject>();
        var names = containers.SelectMany(container =>
            (container["envFrom"] as JsonArray ?? []).Select(source => (string?)source?["secretRef"]?["name"])
            .Concat((container["env"] as JsonArray ?? []).Select(variable => (string?)variable?["valueFrom"]?["secretKeyRef"]?["name"])));
        return [.. names.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }
}
