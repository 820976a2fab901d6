namespace Aspirate.Cluster;

/// <summary>What a kubeconfig tells about a context, without the cluster being asked.</summary>
/// <param name="Name">The context's name.</param>
/// <param name="Provider">The program that wrote the context's cluster into the kubeconfig, where it signs: <c>minikube.sigs.k8s.io</c>.</param>
public sealed record ClusterContext(string Name, string? Provider)
{
    private const string MinikubeProvider = "minikube.sigs.k8s.io";

    /// <summary>Whether it leads to a cluster for development on one machine: Minikube, kind, k3d, Docker Desktop, Orbstack, Rancher Desktop.</summary>
    public bool IsLocal => Provider == MinikubeProvider
        || Name is "minikube" or "docker-desktop" or "orbstack" or "rancher-desktop"
        || Name.StartsWith("kind-", StringComparison.Ordinal)
        || Name.StartsWith("k3d-", StringComparison.Ordinal);

    /// <summary>Finds a context.</summary>
    /// <param name="name">Its name; <see langword="null"/> for the current one.</param>
    /// <param name="kubeconfig">The only kubeconfig file to read; <see langword="null"/> for those in force.</param>
    /// <returns><see langword="null"/> when there is no kubeconfig, or it has no current context.</returns>
    /// <exception cref="ClusterException">The kubeconfig cannot be read.</exception>
    public static async Task<ClusterContext?> FindAsync(string? name = null, string? kubeconfig = null) =>
        await Kubeconfig.ReadAsync(kubeconfig) is { } files && (name ?? files.CurrentContext) is { Length: > 0 } context
            ? new(context, files.ProviderOf(context))
            : null;
}
