namespace Aspire.Dashboard.Settings;

/// <summary>A namespace of a Kubernetes cluster in place of an AppHost (<c>DASHBOARD__KUBERNETES__…</c>). Not official.</summary>
/// <remarks>
/// In a pod, the API is asked as the pod's ServiceAccount, which has to have a token and may need no more than the Role that
/// <c>aspirate generate</c> writes; elsewhere as the current context of the kubeconfig says.
/// </remarks>
public sealed class KubernetesSettings
{
    /// <summary>The namespace whose workloads, pods, rollouts and events are shown. Default: none, then no cluster is asked.</summary>
    public string? Namespace { get; set; }

    /// <summary>Lines of a container's log to begin with, the latest ones. Default 10,000.</summary>
    public int LogTailLines { get; set; } = 10_000;
}
