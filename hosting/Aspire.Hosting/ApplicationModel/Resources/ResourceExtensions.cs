using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Reads facts about resources.</summary>
public static class ResourceExtensions
{
    /// <summary>Gets the last fact of a kind, which usually counts.</summary>
    /// <typeparam name="T">The kind of fact.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="annotation">The fact.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);

        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    /// <summary>Gets all facts of a kind.</summary>
    /// <typeparam name="T">The kind of fact.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="result">The facts.</param>
    /// <returns>Whether there are any.</returns>
    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);

        var annotations = resource.Annotations.OfType<T>().ToList();
        result = annotations.Count == 0 ? null : annotations;
        return result is not null;
    }

    /// <summary>Says whether there is a fact of a kind.</summary>
    /// <typeparam name="T">The kind of fact.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <returns>Whether there is one.</returns>
    public static bool HasAnnotationOfType<T>(this IResource resource)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);

        return resource.Annotations.OfType<T>().Any();
    }

    /// <summary>Gets the endpoints.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <returns>Whether there are any.</returns>
    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints) =>
        resource.TryGetAnnotationsOfType(out endpoints);

    /// <summary>Refers to an endpoint.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpointName">The endpoint's name.</param>
    /// <returns>The reference.</returns>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>Refers to all endpoints.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The references.</returns>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return [.. resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint))];
    }

    /// <summary>Gets the addresses that are shown.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="urls">The addresses.</param>
    /// <returns>Whether there are any.</returns>
    public static bool TryGetUrls(this IResource resource, [NotNullWhen(true)] out IEnumerable<ResourceUrlAnnotation>? urls) =>
        resource.TryGetAnnotationsOfType(out urls);

    /// <summary>Gets the mounts.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="volumeMounts">The mounts.</param>
    /// <returns>Whether there are any.</returns>
    public static bool TryGetContainerMounts(this IResource resource, [NotNullWhen(true)] out IEnumerable<ContainerMountAnnotation>? volumeMounts) =>
        resource.TryGetAnnotationsOfType(out volumeMounts);

    /// <summary>Gets the image: <c>registry/repository:tag</c> or <c>registry/repository@sha256:digest</c>; the one that is built, when there is a Dockerfile.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="imageName">The image.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName)
    {
        if (resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && !string.IsNullOrEmpty(build.ImageName))
        {
            imageName = string.IsNullOrEmpty(build.ImageTag) ? build.ImageName : $"{build.ImageName}:{build.ImageTag}";
            return true;
        }

        imageName = resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image) ? image.FullName : null;
        return imageName is not null;
    }

    /// <summary>Gets how many processes a resource consists of; 1 by default.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The number.</returns>
    public static int GetReplicaCount(this IResource resource) =>
        resource.TryGetLastAnnotation<ReplicaAnnotation>(out var annotation) ? annotation.Replicas : 1;

    /// <summary>Says whether a resource is left out of the manifest and of everything that is published.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsExcludedFromPublish(this IResource resource) =>
        resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation) && annotation.Callback is null;

    /// <summary>Gets the compute environment that a resource was placed in by <c>WithComputeEnvironment</c>.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The compute environment; <see langword="null"/> when nothing was said.</returns>
    public static IComputeEnvironmentResource? GetComputeEnvironment(this IResource resource) =>
        resource.TryGetLastAnnotation<ComputeEnvironmentAnnotation>(out var annotation) ? annotation.ComputeEnvironment : null;

    /// <summary>Gets what a resource becomes in a compute environment.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="targetComputeEnvironment">The compute environment; any by default.</param>
    /// <returns>What it becomes; <see langword="null"/> when nothing was said.</returns>
    public static DeploymentTargetAnnotation? GetDeploymentTargetAnnotation(this IResource resource, IComputeEnvironmentResource? targetComputeEnvironment = null)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return resource.Annotations.OfType<DeploymentTargetAnnotation>()
            .LastOrDefault(target => targetComputeEnvironment is null || target.ComputeEnvironment == targetComputeEnvironment);
    }

    /// <summary>Says whether publishing a resource needs an image to be built: a project, or a container with a Dockerfile.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>Whether it does.</returns>
    public static bool RequiresImageBuild(this IResource resource) =>
        !resource.IsExcludedFromPublish() && (resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>());
}
