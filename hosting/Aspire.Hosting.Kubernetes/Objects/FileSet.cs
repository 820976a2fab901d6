using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Completion;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>Mounted files with the object that holds them.</summary>
/// <param name="Mount">The files.</param>
/// <param name="ObjectName">The name of the ConfigMap or Secret.</param>
/// <param name="Data">The texts of the ConfigMap, by key; <see langword="null"/> when it is a Secret.</param>
/// <param name="Secret">The Secret; <see langword="null"/> when it is a ConfigMap.</param>
internal sealed record FileSet(MountedFiles Mount, string ObjectName, SortedDictionary<string, string>? Data, SecretTemplate? Secret)
{
    /// <summary>The key of each file, by its path, in the order of the keys.</summary>
    public IEnumerable<KeyValuePair<string, string>> Keys => KeysOf(Mount).OrderBy(entry => entry.Value, StringComparer.Ordinal);

    /// <summary>Whether a key is not the path of its file, which then has to be said.</summary>
    public bool HasPaths => Keys.Any(entry => entry.Key != entry.Value);

    /// <summary>
    /// The key of each file: its path, where that has none but the signs of a key, and otherwise one of its own, for a folder's
    /// files with those of its sub-folders are the keys of one object.
    /// </summary>
    public static IReadOnlyDictionary<string, string> KeysOf(MountedFiles files)
    {
        var paths = files.Files.Keys.Concat(files.BinaryFiles.Keys).Order(StringComparer.Ordinal).ToList();
        var keys = paths.Where(NameSyntax.IsDataKey).ToDictionary(path => path);
        var taken = keys.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var path in paths.Where(path => !NameSyntax.IsDataKey(path)))
        {
            var key = string.Concat(path.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '_'));
            key = NameSyntax.IsDataKey(key) && !taken.Contains(key) ? key : ClusterName.Hashed(path);
            taken.Add(key);
            keys.Add(path, key);
        }

        return keys;
    }
}
