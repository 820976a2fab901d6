namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A directory of files that the cluster keeps: of a Secret when one of its values is secret, otherwise of a ConfigMap.</summary>
/// <remarks>
/// The kubelet updates the files of a running pod, so a change needs no redeploy: they are no part of the
/// configuration's checksum.
/// </remarks>
/// <param name="Name">The name after the workload's, e.g. <c>signing-keys</c> for the Secret <c>auth-signing-keys</c>.</param>
/// <param name="MountPath">The directory in the container.</param>
/// <param name="Files">File name to content.</param>
public sealed record MountedFiles(string Name, string MountPath, IReadOnlyDictionary<string, TextTemplate> Files);
