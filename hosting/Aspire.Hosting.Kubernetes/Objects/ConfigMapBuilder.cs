using System.Security.Cryptography;
using System.Text;
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
            .Select(files =>
            {
                var map = Build(context, files.ObjectName, files.Data!);
                var keys = FileSet.KeysOf(files.Mount);
                map.BinaryData = files.Mount.BinaryFiles.Count == 0 ? null : new SortedDictionary<string, byte[]>(files.Mount.BinaryFiles.ToDictionary(file => keys[file.Key], file => file.Value), StringComparer.Ordinal);
                return map;
            });

    /// <summary>
    /// The checksum of what a pod reads when it starts: the ConfigMap, the texts (not the values) of the Secret, and the
    /// files that are read then. Whoever applies the Secret adds a checksum of its own. Other mounted files are left out: a pod
    /// sees them change.
    /// </summary>
    public static string? Checksum(V1ConfigMap? configMap, WorkloadConfiguration configuration)
    {
        var files = configuration.Files.Where(files => files.Mount.IsReadAtStart).ToList();
        if (configMap is null && configuration.Secret is null && files.Count == 0)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, value) in (configMap?.Data ?? new Dictionary<string, string>())
            .Concat(configuration.Secret?.Data ?? new Dictionary<string, string>())
            .Concat(files.SelectMany(set => set.Data ?? set.Secret!.Data)))
        {
            // The lengths keep ("ab", "c") and ("a", "bc") apart.
            hash.AppendData(Encoding.UTF8.GetBytes($"{key.Length}:{key}{value.Length}:{value}"));
        }

        foreach (var (path, content) in files.SelectMany(set => set.Mount.BinaryFiles).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path.Length}:{path}{content.Length}:"));
            hash.AppendData(content);
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
