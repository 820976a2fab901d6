using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Publishing;

namespace Aspire.Hosting;

/// <summary>
/// States what only a cluster needs to know of a resource. None of it is part of the official API, and none of it has an
/// effect when the application is run.
/// </summary>
public static class KubernetesWorkloadExtensions
{
    /// <summary>Scales a resource by its load: a HorizontalPodAutoscaler chooses the number of pods.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="minReplicas">The least number of pods.</param>
    /// <param name="maxReplicas">The greatest number of pods.</param>
    /// <param name="cpuUtilization">The aimed-at CPU use in percent of the request; <see langword="null"/> leaves CPU out.</param>
    /// <param name="memoryUtilization">The aimed-at memory use in percent of the request; <see langword="null"/> leaves memory out.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithAutoscaling<T>(this IResourceBuilder<T> builder, int minReplicas, int maxReplicas, int? cpuUtilization = 70, int? memoryUtilization = null)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with { Autoscaling = new(minReplicas, maxReplicas, cpuUtilization, memoryUtilization) });

    /// <summary>Sets what a resource asks for and what it may use at most. What is left out keeps its default.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="cpuRequest">The CPU that the scheduler sets aside, as a Kubernetes quantity, e.g. <c>100m</c>.</param>
    /// <param name="memoryRequest">The memory that the scheduler sets aside, e.g. <c>192Mi</c>.</param>
    /// <param name="cpuLimit">The CPU above which it is throttled.</param>
    /// <param name="memoryLimit">The memory above which it is killed.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithResources<T>(this IResourceBuilder<T> builder, string? cpuRequest = null, string? memoryRequest = null, string? cpuLimit = null, string? memoryLimit = null)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with
        {
            Resources = new(
                cpuRequest ?? workload.Resources.CpuRequest,
                memoryRequest ?? workload.Resources.MemoryRequest,
                cpuLimit ?? workload.Resources.CpuLimit,
                memoryLimit ?? workload.Resources.MemoryLimit),
        });

    /// <summary>Sets the name of a resource's Service. The default is the resource's name with <c>-service</c> behind.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name (RFC 1035 label).</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithServiceName<T>(this IResourceBuilder<T> builder, string name)
        where T : IComputeResource
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        return builder.WithAnnotation(new ServiceNameAnnotation(name), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Sets how a resource's Service is reached.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="exposure">How it is reached.</param>
    /// <param name="nodePort">The port on the nodes (30000 to 32767) of the first endpoint; <see langword="null"/> lets the cluster choose.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithServiceType<T>(this IResourceBuilder<T> builder, ServiceExposure exposure, int? nodePort = null)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with
        {
            ServiceExposure = exposure,
            Endpoints = [.. workload.Endpoints.Select((endpoint, index) => index == 0 ? endpoint with { NodePort = nodePort } : endpoint)],
        });

    /// <summary>Sets how many pods of a resource stay when nodes are drained. The default is that at most one is down.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="minAvailable">The least number or share of pods that stay, e.g. <c>2</c> or <c>50%</c>; or</param>
    /// <param name="maxUnavailable">the greatest number or share of pods that may be down.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithDisruptionBudget<T>(this IResourceBuilder<T> builder, string? minAvailable = null, string? maxUnavailable = null)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with { DisruptionBudget = new(minAvailable, maxUnavailable) });

    /// <summary>Sets how a new version of a resource replaces the old one. The default is a rolling update.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="strategy">How it does.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithUpdateStrategy<T>(this IResourceBuilder<T> builder, UpdateStrategy strategy)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with { UpdateStrategy = strategy });

    /// <summary>Makes a resource a Job: it runs to completion. A resource that another one waits for with <c>WaitForCompletion</c> is one anyway.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithRunToCompletion<T>(this IResourceBuilder<T> builder)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with { Kind = WorkloadKind.Job, Autoscaling = null, DisruptionBudget = null });

    /// <summary>Sets the size and the storage class of a resource's persistent volumes. What is left out keeps the environment's default.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="size">The size as a Kubernetes quantity, e.g. <c>10Gi</c>.</param>
    /// <param name="storageClass">The storage class.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithStorage<T>(this IResourceBuilder<T> builder, string? size = null, string? storageClass = null)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with
        {
            Volumes = [.. workload.Volumes.Select(volume => volume.IsPersistent ? volume with { Size = size ?? volume.Size, StorageClass = storageClass ?? volume.StorageClass } : volume)],
        });

    /// <summary>Lets a resource reach addresses outside the cluster. What its connection strings name is let through anyway.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithOutsideAccess<T>(this IResourceBuilder<T> builder)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with { ReachesOutside = true });

    /// <summary>Sets as whom a resource's container runs, and what of its file system it may write.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="user">The numeric user id, not 0.</param>
    /// <param name="group">The numeric group id; the user's number by default.</param>
    /// <param name="hasReadOnlyRoot">Whether the image's own files cannot be written.</param>
    /// <param name="writablePaths">Directories that are written to besides the volumes; <c>/tmp</c> when none is given.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithContainerIdentity<T>(this IResourceBuilder<T> builder, long user, long? group = null, bool hasReadOnlyRoot = true, params string[] writablePaths)
        where T : IComputeResource =>
        builder.WithWorkloadChange(workload => workload with
        {
            Identity = new(user, group ?? user, hasReadOnlyRoot) { WritablePaths = writablePaths is { Length: > 0 } ? writablePaths : ["/tmp"] },
        });

    /// <summary>
    /// Hands secrets over as files of a directory instead of environment variables. The files of a running pod follow the
    /// Secret, so that a key can be replaced without a redeploy. Variables that hold nothing but one of the parameters
    /// are left out.
    /// </summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="variable">The environment variable that tells the program the directory.</param>
    /// <param name="mountPath">The directory; its last part names the Secret: <c>auth-signing-keys</c> for <c>/etc/auth/signing-keys</c>.</param>
    /// <param name="files">File names and the parameters with their content.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithSecretFiles<T>(this IResourceBuilder<T> builder, string variable, string mountPath, params (string FileName, IResourceBuilder<ParameterResource> Parameter)[] files)
        where T : IComputeResource
    {
        ArgumentException.ThrowIfNullOrEmpty(variable);
        ArgumentException.ThrowIfNullOrEmpty(mountPath);
        ArgumentNullException.ThrowIfNull(files);

        var contents = files.ToDictionary(file => file.FileName, file => new TextTemplate(new TextPart.Parameter(file.Parameter.Resource.Name)));
        var name = mountPath.TrimEnd('/').Split('/')[^1];
        return builder.WithWorkloadChange(workload => workload with
        {
            Environment =
            [
                .. workload.Environment.Where(entry => !contents.Values.Any(content => entry.Value.Parts.SequenceEqual(content.Parts))),
                new(variable, TextTemplate.Literal(mountPath)),
            ],
            Files = [.. workload.Files, new(name, mountPath, contents)],
        });
    }

    /// <summary>
    /// Hands over the value that a secret had before its last rotation too, under a name of its own, while there is one. It
    /// states that the program accepts both meanwhile: when the secret is rotated, this resource is the first to know the new
    /// value, and others get it only then.
    /// </summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The environment variable, or the file of <see cref="WithSecretFiles"/>, that holds the secret.</param>
    /// <param name="previousName">The variable, or file in the same directory, for the value before.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">When it is published: there is no such variable or file.</exception>
    public static IResourceBuilder<T> WithPreviousSecret<T>(this IResourceBuilder<T> builder, string name, string previousName)
        where T : IComputeResource
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(previousName);

        return builder.WithWorkloadChange(workload =>
        {
            var variable = workload.Environment.LastOrDefault(entry => entry.Name == name);
            if (variable is not null)
            {
                return workload with { Environment = [.. workload.Environment, new(previousName, variable.Value.Previous())] };
            }

            var directory = workload.Files.FirstOrDefault(files => files.Files.ContainsKey(name))
                ?? throw new DistributedApplicationException($"'{workload.Name}' has neither an environment variable nor a secret file '{name}', whose previous value it is to get as '{previousName}'. Call WithPreviousSecret after what adds it.");
            var extended = directory with { Files = new Dictionary<string, TextTemplate>(directory.Files) { [previousName] = directory.Files[name].Previous() } };
            return workload with { Files = [.. workload.Files.Select(files => files == directory ? extended : files)] };
        });
    }
}
