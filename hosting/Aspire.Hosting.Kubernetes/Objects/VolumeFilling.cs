using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// Fills volumes that come with files: an init container copies them from a ConfigMap, once. What the program writes later stays,
/// and a change of the files does not reach a volume that is filled.
/// </summary>
internal static class VolumeFilling
{
    private const string Image = "docker.io/library/busybox:1.37";
    private const string Folder = "files";

    // Whole or not at all: the folder has its name only when everything is in it.
    private const string Copy =
        """
        set -e
        for volume in /fill/*; do
          [ -e "$volume/files" ] && continue
          rm -rf "$volume/.filling"
          cp -RL "/from/${volume##*/}/files" "$volume/.filling"
          chmod -R a+rwX "$volume/.filling"
          mv "$volume/.filling" "$volume/files"
        done

        """;

    /// <summary>The folder of the volume, or the file in it, that the container sees.</summary>
    public static string SubPath(MountedFiles files) => files.IsFile ? $"{Folder}/{FileSet.KeysOf(files).Keys.Single()}" : Folder;

    public static List<V1Container> Containers(ObjectContext context)
    {
        var volumes = Filled(context).ToList();
        return volumes.Count == 0 ? [] :
        [
            new()
            {
                Name = "fill-volumes",
                Image = Image,
                ImagePullPolicy = context.Application.ImagePullPolicy,
                Command = ["sh", "-c", Copy],
                Resources = new()
                {
                    Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("10m"), ["memory"] = new("16Mi") },
                    Limits = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("500m"), ["memory"] = new("64Mi") },
                },
                SecurityContext = PodBuilder.ContainerSecurity(context.Workload),
                VolumeMounts =
                [
                    .. volumes.Select(entry => new V1VolumeMount { Name = entry.Volume.Name, MountPath = $"/fill/{entry.Volume.Name}" }),
                    .. volumes.Select(entry => new V1VolumeMount { Name = entry.Files.Mount.Name, MountPath = $"/from/{entry.Volume.Name}", ReadOnlyProperty = true }),
                ],
            },
        ];
    }

    /// <summary>The volumes with what is copied; below a folder, so that the links of the kubelet are not copied as well.</summary>
    public static IEnumerable<V1Volume> Sources(ObjectContext context) => Filled(context).Select(entry => new V1Volume
    {
        Name = entry.Files.Mount.Name,
        ConfigMap = new()
        {
            Name = entry.Files.ObjectName,
            Items = [.. entry.Files.Keys.Select(file => new V1KeyToPath { Key = file.Value, Path = $"{Folder}/{file.Key}" })],
        },
    });

    private static IEnumerable<(VolumeDescription Volume, FileSet Files)> Filled(ObjectContext context) => context.Workload.Volumes
        .Where(volume => volume.FilledWith is not null)
        .Select(volume => (volume, context.Configuration.Files.First(files => files.Mount == volume.FilledWith)));
}
