using Aspirate.Cluster.Building.Registries;

namespace Aspirate.Cluster.Building.Targets;

/// <summary>Decides where images go: where the user says, else where the cluster of the kubeconfig's context takes them from.</summary>
internal sealed class TargetSelection(DockerLogins logins)
{
    private const string KindPrefix = "kind-";

    private const string K3dPrefix = "k3d-";

    // A profile may have any name; Minikube signs what it writes into the kubeconfig.
    private const string MinikubeProvider = "minikube.sigs.k8s.io";

    /// <param name="kind">What the user asks for; <see langword="null"/> to find out.</param>
    /// <param name="registry">The registry, if one is named.</param>
    /// <param name="archiveFolder">The folder for archives.</param>
    /// <param name="context">The context of the kubeconfig, if there is one.</param>
    /// <exception cref="UserErrorException">It cannot be told.</exception>
    public IImageTarget Select(TargetKind? kind, string? registry, string? archiveFolder, ClusterContext? context)
    {
        var cluster = context?.Name ?? "";
        return (kind ?? Detect(registry, archiveFolder, context)) switch
        {
            TargetKind.Registry => new RegistryTarget(registry ?? throw new UserErrorException("No registry is named. Name one with -cr, e.g. -cr ghcr.io -crp contoso, or once for all with: aspirate init -cr ..."), logins),
            TargetKind.Archive => new ArchiveTarget(archiveFolder ?? "images"),
            TargetKind.Docker => new LoadTarget(ImageLoader.Docker),
            TargetKind.Podman => new LoadTarget(ImageLoader.Podman),
            TargetKind.Minikube => new LoadTarget(ImageLoader.Minikube(cluster.Length == 0 ? "minikube" : cluster)),
            TargetKind.Kind => new LoadTarget(ImageLoader.Kind(ClusterOf(cluster, KindPrefix, "kind"))),
            TargetKind.K3d => new LoadTarget(ImageLoader.K3d(ClusterOf(cluster, K3dPrefix, "k3s-default"))),
            var other => throw new UserErrorException($"There is no target {other}."),
        };
    }

    private static TargetKind Detect(string? registry, string? archiveFolder, ClusterContext? context)
    {
        if (registry is not null)
        {
            return TargetKind.Registry;
        }

        if (archiveFolder is not null)
        {
            return TargetKind.Archive;
        }

        return context?.Name switch
        {
            _ when context?.Provider == MinikubeProvider => TargetKind.Minikube,
            "minikube" => TargetKind.Minikube,
            "docker-desktop" or "orbstack" or "rancher-desktop" => TargetKind.Docker,
            { } kindCluster when kindCluster.StartsWith(KindPrefix, StringComparison.Ordinal) => TargetKind.Kind,
            { } k3dCluster when k3dCluster.StartsWith(K3dPrefix, StringComparison.Ordinal) => TargetKind.K3d,
            null => throw new UserErrorException("Where should the images go? There is no Kubernetes context to tell it. Name a registry with -cr, or choose a --target (docker, podman, minikube, kind, k3d, archive)."),
            { } other => throw new UserErrorException($"Where should the images go? The nodes of context '{other}' take images from a registry: name one with -cr, e.g. -cr ghcr.io -crp contoso, or choose another --target."),
        };
    }

    private static string ClusterOf(string context, string prefix, string fallback) =>
        context.StartsWith(prefix, StringComparison.Ordinal) ? context[prefix.Length..] : fallback;
}
