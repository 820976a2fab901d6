using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// The tree for <c>kubectl apply -k</c>: a folder for each resource of the model with one file for each object, each
/// folder a kustomization of its own, so that it can be applied alone and an overlay can build on it.
/// </summary>
public static class KustomizeTree
{
    private const string KustomizationFile = "kustomization.yaml";

    /// <summary>Writes <paramref name="objects"/>, and the overlays of their application, as files.</summary>
    /// <param name="objects">The objects.</param>
    /// <exception cref="ValidationException">An overlay gives objects that are not valid.</exception>
    public static FileTree Build(ApplicationObjects objects)
    {
        ArgumentNullException.ThrowIfNull(objects);

        var serializer = new ManifestSerializer();
        var tree = new FileTree();
        foreach (var manifest in objects.Manifests)
        {
            tree.Add(manifest.Path, serializer.Serialize(manifest.Content), manifest.Notes);
        }

        foreach (var secret in objects.Secrets)
        {
            tree.Add($"secrets/{secret.Metadata.Name}.yaml", serializer.Serialize(secret));
        }

        if (objects.Images is { } images)
        {
            tree.Add("images.yaml", serializer.Serialize(images));
        }

        ChartFiles.Write(objects.Application, serializer, tree);
        GeneratedDockerfiles.Write(objects.Application, tree);
        ImageFactsRecord.Write(objects.Application, tree);
        foreach (var folder in objects.Manifests.Where(HasFolder).GroupBy(Folder))
        {
            tree.Add($"{folder.Key}/{KustomizationFile}", serializer.Serialize(new Kustomization
            {
                Namespace = objects.Application.Namespace,
                Resources = [.. folder.Select(manifest => manifest.Path[(folder.Key.Length + 1)..])],
            }));
        }

        tree.Add(KustomizationFile, serializer.Serialize(new Kustomization
        {
            Namespace = objects.Application.Namespace,
            Resources = [.. RootFiles(objects), .. Folders(objects)],
        }));

        foreach (var overlay in objects.Application.Overlays)
        {
            new KustomizeOverlay(overlay.Name, serializer).Write(objects, Variant(objects.Application, overlay), tree);
        }

        return tree;
    }

    private static ApplicationObjects Variant(ApplicationDescription application, OverlayDescription overlay)
    {
        try
        {
            return ApplicationObjects.Build(overlay.Apply(application with { Overlays = [] }));
        }
        catch (ValidationException exception)
        {
            throw new ValidationException([.. exception.Violations.Select(violation => violation with { Field = $"{violation.Field} in overlay '{overlay.Name}'" })]);
        }
    }

    internal static IEnumerable<string> RootFiles(ApplicationObjects objects) =>
        objects.Manifests.Where(manifest => !HasFolder(manifest)).Select(manifest => manifest.Path);

    internal static IEnumerable<string> Folders(ApplicationObjects objects) =>
        objects.Manifests.Where(HasFolder).Select(Folder).Distinct();

    private static bool HasFolder(KubernetesManifest manifest) => manifest.Path.Contains('/', StringComparison.Ordinal);

    internal static string Folder(KubernetesManifest manifest) => manifest.Path[..manifest.Path.IndexOf('/', StringComparison.Ordinal)];
}
