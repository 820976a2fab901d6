using System.Text;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>The keys of ConfigMaps and Secrets have their form, those read as environment variables that of variables, and all fit.</summary>
internal sealed class ConfigurationRule : IManifestRule
{
    private const int MaxSize = 1024 * 1024;

    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, map) in set.Of<V1ConfigMap>())
        {
            foreach (var violation in Check(map.Data ?? new Dictionary<string, string>(), (map.BinaryData ?? new Dictionary<string, byte[]>()).Sum(entry => (long)entry.Value.Length), (field, problem) => ManifestSet.Violation(manifest, field, problem, KubernetesReference.ConfigMap)))
            {
                yield return violation;
            }
        }

        foreach (var secret in set.Secrets)
        {
            foreach (var violation in Check(secret.Data, 0, (field, problem) => new Violation(secret.Metadata.Name, $"Secret/{secret.Metadata.Name}", field, problem, KubernetesReference.Secret, null)))
            {
                yield return violation;
            }
        }

        foreach (var (manifest, _, container, _) in set.Containers)
        {
            var read = (container.EnvFrom ?? []).Select(source => source.ConfigMapRef?.Name).OfType<string>();
            foreach (var name in read)
            {
                var map = set.Of<V1ConfigMap>().FirstOrDefault(entry => entry.Object.Metadata.Name == name);
                foreach (var key in (map.Object?.Data ?? new Dictionary<string, string>()).Keys.Where(key => !NameSyntax.IsEnvironmentName(key)))
                {
                    yield return ManifestSet.Violation(manifest, $"container {container.Name} envFrom", $"'{key}' of ConfigMap '{name}' is not an environment variable's name", KubernetesReference.Environment);
                }
            }
        }
    }

    private static IEnumerable<Violation> Check(IDictionary<string, string> data, long binary, Func<string, string, Violation> at)
    {
        foreach (var key in data.Keys.Where(key => !NameSyntax.IsDataKey(key)))
        {
            yield return at("data", $"'{key}' is not a key: at most 253 letters, digits, '-', '_' and '.'");
        }

        if (binary + data.Sum(entry => (long)Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value)) > MaxSize)
        {
            yield return at("data", "the data are larger than 1 MiB together");
        }
    }
}
