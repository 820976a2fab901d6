using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Publishing;

namespace Aspire.Hosting;

/// <summary>Adds storage to a cluster, and binds workloads to it.</summary>
[Experimental("ASPIRECOMPUTE002")]
public static class KubernetesPersistentVolumeExtensions
{
    /// <summary>Adds storage. Each pod of a workload that is bound to it gets a claim of its own.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="name">The volume's name.</param>
    /// <returns>A builder of the volume.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> AddPersistentVolume(this IResourceBuilder<KubernetesEnvironmentResource> builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        return builder.AddPublishOnlyChild(new KubernetesPersistentVolumeResource(name, builder.Resource));
    }

    /// <summary>Sets the storage class.</summary>
    /// <param name="builder">The volume.</param>
    /// <param name="storageClassName">The class.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithStorageClass(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string storageClassName) =>
        Set(builder, volume => volume.StorageClassName = ReferenceExpression.Create($"{storageClassName}"));

    /// <summary>Sets the storage class.</summary>
    /// <param name="builder">The volume.</param>
    /// <param name="storageClassName">The parameter with the class.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithStorageClass(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, IResourceBuilder<ParameterResource> storageClassName) =>
        Set(builder, volume => volume.StorageClassName = ReferenceExpression.Create($"{storageClassName}"));

    /// <summary>Sets the size.</summary>
    /// <param name="builder">The volume.</param>
    /// <param name="capacity">The size as a Kubernetes quantity, e.g. <c>10Gi</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithCapacity(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string capacity) =>
        Set(builder, volume => volume.Capacity = ReferenceExpression.Create($"{capacity}"));

    /// <summary>Sets the size.</summary>
    /// <param name="builder">The volume.</param>
    /// <param name="capacity">The parameter with the size.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithCapacity(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, IResourceBuilder<ParameterResource> capacity) =>
        Set(builder, volume => volume.Capacity = ReferenceExpression.Create($"{capacity}"));

    /// <summary>Sets who may mount it, and how.</summary>
    /// <param name="builder">The volume.</param>
    /// <param name="accessMode">The access mode.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithAccessMode(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, PersistentVolumeAccessMode accessMode) =>
        Set(builder, volume => volume.AccessMode = accessMode.ToString());

    /// <summary>Adds an annotation to the claim, for whatever provisions, keeps or backs up the volume.</summary>
    /// <param name="builder">The volume.</param>
    /// <param name="key">The annotation's key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithVolumeAnnotation(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);

        return Set(builder, volume => volume.VolumeAnnotations[key] = ReferenceExpression.Create($"{value}"));
    }

    /// <summary>Adds an annotation to the claim, for whatever provisions, keeps or backs up the volume.</summary>
    /// <param name="builder">The volume.</param>
    /// <param name="key">The annotation's key.</param>
    /// <param name="value">The parameter with its value.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithVolumeAnnotation(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string key, IResourceBuilder<ParameterResource> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);

        return Set(builder, volume => volume.VolumeAnnotations[key] = ReferenceExpression.Create($"{value}"));
    }

    /// <summary>Puts the volume of a resource onto this storage: the one of the same name, or its only one.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="volume">The storage.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithPersistentVolume<T>(this IResourceBuilder<T> builder, IResourceBuilder<KubernetesPersistentVolumeResource> volume)
        where T : IComputeResource => Bind(builder, volume, null, isReadOnly: false);

    /// <summary>Mounts this storage in a resource.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="volume">The storage.</param>
    /// <param name="mountPath">Where it is mounted.</param>
    /// <param name="isReadOnly">Whether it can only be read.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithPersistentVolume<T>(this IResourceBuilder<T> builder, IResourceBuilder<KubernetesPersistentVolumeResource> volume, string mountPath, bool isReadOnly = false)
        where T : IComputeResource
    {
        ArgumentException.ThrowIfNullOrEmpty(mountPath);

        return Bind(builder, volume, mountPath, isReadOnly);
    }

    private static IResourceBuilder<T> Bind<T>(IResourceBuilder<T> builder, IResourceBuilder<KubernetesPersistentVolumeResource> volume, string? mountPath, bool isReadOnly)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(volume);

        return builder.WithAnnotation(new PersistentVolumeBindingAnnotation(volume.Resource, mountPath, isReadOnly));
    }

    private static IResourceBuilder<KubernetesPersistentVolumeResource> Set(IResourceBuilder<KubernetesPersistentVolumeResource> builder, Action<KubernetesPersistentVolumeResource> set)
    {
        ArgumentNullException.ThrowIfNull(builder);

        set(builder.Resource);
        return builder;
    }
}
