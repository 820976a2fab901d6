using System.Security.Cryptography;
using System.Text;
using Aspirate.Cluster.Secrets.Templates;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>Plain settings as ConfigMaps: one of environment variables, one for each directory of files.</summary>
internal static class ConfigMapBuilder
{
    /// <summary>The annotation that changes with the settings, so that a Deployment replaces its pods then.</summary>
    public const string ChecksumAnnotation = "checksum/config";

    public static V1ConfigMap? BuildEnvironment(ObjectContext context) =>
        context.Configuration.Plain.Count == 0 ? null : Build(context, $"{context.Name}-config", context.Configuration.Plain);

    public static IEnumerable<V1ConfigMap> BuildFiles(ObjectContext context) =>
        context.Configuration.Files
            .Where(files => files.Data is not null)
            .Select(files => Build(context, files.ObjectName, files.Data!));

    /// <summary>
    /// The checksum of what a pod reads when it starts: the ConfigMap, and the texts (not the values) of the Secret.
    /// Whoever applies the Secret adds a checksum of its own. Mounted files are left out: a pod sees them change.
    /// </summary>
    public static string? Checksum(V1ConfigMap? configMap, SecretTemplate? secret)
    {
        if (configMap is null && secret is null)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, value) in (configMap?.Data ?? new Dictionary<string, string>()).Concat(secret?.Data ?? new Dictionary<string, string>()))
        {
            // The lengths keep ("ab", "c") and ("a", "bc") apart.
            hash.AppendData(Encoding.UTF8.GetBytes($"{key.Length}:{key}{value.Length}:{value}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static V1ConfigMap Build(ObjectContext context, string name, SortedDictionary<string, string> data) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = new() { Name = name, Labels = context.Labels },
        Data = data,
    };
}
