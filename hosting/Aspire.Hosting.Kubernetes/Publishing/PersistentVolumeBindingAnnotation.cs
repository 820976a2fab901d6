#pragma warning disable ASPIRECOMPUTE002 // The experimental API is implemented here.

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>A resource keeps its data on storage of the cluster.</summary>
/// <param name="Volume">The storage.</param>
/// <param name="MountPath">Where it is mounted; <see langword="null"/> takes the place of the resource's only volume.</param>
/// <param name="IsReadOnly">Whether it can only be read.</param>
internal sealed record PersistentVolumeBindingAnnotation(KubernetesPersistentVolumeResource Volume, string? MountPath, bool IsReadOnly) : IResourceAnnotation;
