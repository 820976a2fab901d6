using k8s;

namespace NamespaceResources.Watching;

/// <summary>The way to the namespace.</summary>
internal sealed record OpenCluster(IKubernetes Client, string Namespace);
