using Aspirate.Cluster.Building;
using Aspire.Hosting.Kubernetes.Description;
using k8s;
using YamlDotNet.Core;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>What a tree has on record of the images of others: whoever writes it again need not ask, and gets the same.</summary>
internal static class ImageFactsRecord
{
    public static void Write(ApplicationDescription application, FileTree tree)
    {
        var images = application.Workloads.Where(workload => workload.IsWritten).Select(application.FactsOf).OfType<ImageFacts>().DistinctBy(facts => facts.Name).ToList();
        if (images.Count == 0)
        {
            return;
        }

        tree.Add(ImageFactsList.FileName, new ManifestSerializer().Serialize(new ImageFactsList
        {
            Metadata = new() { Name = application.Name, Annotations = new Dictionary<string, string> { ["config.kubernetes.io/local-config"] = "true" } },
            Images = images,
        }));
    }

    /// <summary>What the tree in a folder has on record; nothing when there is none, or it is not what was written.</summary>
    public static async Task<IReadOnlyList<ImageFacts>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, ImageFactsList.FileName);
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            return [.. KubernetesYaml.Deserialize<ImageFactsList>(await File.ReadAllTextAsync(file, cancellationToken)).Images];
        }
        catch (Exception unusable) when (unusable is YamlException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
