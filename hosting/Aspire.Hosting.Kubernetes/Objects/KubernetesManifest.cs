using Aspire.Hosting.Kubernetes.Description;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>A Kubernetes object with its place in the tree and in the model.</summary>
/// <param name="Path">Its file below the root of the tree, e.g. <c>auth/deployment.yaml</c>.</param>
/// <param name="Content">The object.</param>
/// <param name="Resource">The resource of the model that it comes from.</param>
/// <param name="Source">The call that asked for it.</param>
public sealed record KubernetesManifest(string Path, IKubernetesObject<V1ObjectMeta> Content, string Resource, SourceLocation? Source)
{
    /// <summary>What a person should know about it, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Kind and name, as kubectl writes them: <c>Deployment/auth</c>.</summary>
    public string Id => $"{Content.Kind}/{Content.Metadata.Name}";
}
