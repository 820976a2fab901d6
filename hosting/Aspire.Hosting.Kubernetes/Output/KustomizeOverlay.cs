using Aspirate.Cluster.Objects;
using Aspire.Hosting.Kubernetes.Objects;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// An overlay: what is different in another cluster, as patches of the tree. The variant's objects are built from the
/// model in full and compared with the tree's, so that an overlay says exactly what the model says.
/// </summary>
internal sealed class KustomizeOverlay(string name, ManifestSerializer serializer)
{
    private readonly string _folder = $"overlays/{name}";

    public void Write(ApplicationObjects original, ApplicationObjects variant, FileTree tree)
    {
        var resources = new List<string>();
        var patches = new List<KustomizationPatch>();

        // kustomize refuses a base that contains the overlay, so that what stands at the root is written here again.
        foreach (var manifest in variant.Manifests.Where(manifest => !manifest.Path.Contains('/', StringComparison.Ordinal)))
        {
            resources.Add(manifest.Path);
            tree.Add($"{_folder}/{manifest.Path}", serializer.Serialize(manifest.Content));
        }

        var before = InFolders(original);
        var after = InFolders(variant);

        // A folder of which nothing is left is left out, as an Ingress' where the routes are a Gateway's.
        var folders = KustomizeTree.Folders(original).Where(folder => before.Any(entry => KustomizeTree.Folder(entry.Value) == folder && after.ContainsKey(entry.Key))).ToHashSet();
        resources.AddRange(KustomizeTree.Folders(original).Where(folders.Contains).Select(folder => $"../../{folder}"));
        foreach (var (id, manifest) in after)
        {
            if (!before.TryGetValue(id, out var old))
            {
                resources.Add(manifest.Path);
                tree.Add($"{_folder}/{manifest.Path}", serializer.Serialize(manifest.Content), manifest.Notes);
            }
            else if (StrategicMergePatch.Between(serializer.ToNode(old.Content), serializer.ToNode(manifest.Content)) is { } patch)
            {
                patches.Add(new(manifest.Path));
                tree.Add($"{_folder}/{manifest.Path}", YamlText.Write(patch), manifest.Notes);
            }
        }

        foreach (var (id, manifest) in before.Where(entry => !after.ContainsKey(entry.Key) && folders.Contains(KustomizeTree.Folder(entry.Value))))
        {
            patches.Add(new(manifest.Path));
            tree.Add($"{_folder}/{manifest.Path}", YamlText.Write(StrategicMergePatch.Deletion(serializer.ToNode(manifest.Content))));
        }

        foreach (var secret in variant.Secrets)
        {
            var text = serializer.Serialize(secret);
            if (!original.Secrets.Any(other => serializer.Serialize(other) == text))
            {
                tree.Add($"{_folder}/secrets/{secret.Metadata.Name}.yaml", text);
            }
        }

        tree.Add($"{_folder}/kustomization.yaml", serializer.Serialize(new Kustomization
        {
            Namespace = variant.Application.Namespace,
            Resources = resources,
            Patches = patches.Count == 0 ? null : patches,
        }));
    }

    private static Dictionary<string, KubernetesManifest> InFolders(ApplicationObjects objects) =>
        objects.Manifests.Where(manifest => manifest.Path.Contains('/', StringComparison.Ordinal)).ToDictionary(manifest => manifest.Id);
}
