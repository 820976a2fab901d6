namespace NamespaceResources.Settings;

/// <summary>What whoever runs the program decides (<c>RESOURCES__…</c>, or <c>--Resources:…</c>).</summary>
/// <remarks>
/// Where it listens are Kestrel's own settings: <c>KESTREL__ENDPOINTS__RESOURCES__URL</c> for dashboards, by default
/// <c>http://localhost:18891</c>, so that whoever shares the pod is answered and nobody else; <c>KESTREL__ENDPOINTS__HEALTH__URL</c> for
/// <c>/health</c>, by default <c>http://localhost:18892</c>. A kubelet asks from outside the pod: <c>http://+:18892</c>.
/// </remarks>
internal sealed class ResourceSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Resources";

    /// <summary>What a dashboard has to send in the header <c>x-resource-service-api-key</c>. At least 16 characters; there is no default.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The namespace to tell of. Default: the pod's own or, outside of a pod, that of the kubeconfig's context, or else <c>default</c>.</summary>
    public string? Namespace { get; set; }

    /// <summary>The name that the dashboard shows. Default: the namespace's.</summary>
    public string? ApplicationName { get; set; }

    /// <summary>The only kubeconfig to read. Default: in a pod its ServiceAccount, elsewhere <c>KUBECONFIG</c> or <c>~/.kube/config</c>.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>Lines of each container's log that a console begins with, the latest ones, from 1 to 1,000,000. Default 2,000.</summary>
    public int LogTailLines { get; set; } = 2_000;

    /// <summary>Whether the dashboard may restart workloads. The Role has to let it <c>patch</c> them. Default: it may not.</summary>
    public bool AllowRestart { get; set; }
}
