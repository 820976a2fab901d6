#pragma warning disable ASPIRECOMPUTE002 // Persistent volumes are an experimental part of the official API.

using System.Net.Sockets;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads a resource of the model as a workload.</summary>
internal sealed partial class WorkloadDescriber(KubernetesEnvironmentResource environment, IDistributedApplicationBuilder application, DistributedApplicationModel model, TextTemplateReader templates, PublishSettings settings, string version)
{
    /// <summary>Describes <paramref name="resource"/>.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="complete">Adds what the environment knows of it, before the resource's own statements are applied.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<WorkloadDescription> DescribeAsync(IResource resource, Func<WorkloadDescription, WorkloadDescription> complete, CancellationToken cancellationToken)
    {
        var configuration = await ResourceConfiguration.EvaluateAsync(resource, application.ExecutionContext, cancellationToken);
        var bindMounts = BindMounts(resource).ToList();
        List<VolumeDescription> volumes = [.. await DescribeVolumesAsync(resource, cancellationToken), .. bindMounts.Select(mount => mount.Volume).OfType<VolumeDescription>()];
        var kind = KindOf(resource, volumes);
        var workload = new WorkloadDescription
        {
            Name = resource.Name,
            Kind = kind,
            Image = ImageOf(resource),
            IsProject = resource is ProjectResource,
            Command = resource is ContainerResource { Entrypoint: { } entrypoint } ? [entrypoint] : [],
            Arguments = [.. configuration.Arguments.Select(templates.Read)],
            Replicas = resource.GetReplicaCount(),
            Endpoints = [.. DescribeEndpoints(resource)],
            Environment = [.. configuration.Environment.Select(variable => new EnvironmentEntry(variable.Key, templates.Read(variable.Value)))],
            Probes = [.. ProbeDescriber.Describe(resource)],
            Volumes = volumes,
            Files = [.. bindMounts.Select(mount => mount.Files).OfType<MountedFiles>()],
            Remarks = [.. bindMounts.Select(mount => mount.Remark).OfType<string>()],
            ReachesOutside = ReachesOutside(resource, configuration),
            ServiceName = $"{resource.Name}-service",
            ServiceExposure = ExposureOf(kind),
            Identity = resource is ProjectResource ? ContainerIdentity.DotNet : ContainerIdentity.OfImage,
        };

        workload = complete(ImageProfile.Complete(workload));
        if (workload is { Kind: WorkloadKind.Deployment, Replicas: > 1 })
        {
            workload = workload with { DisruptionBudget = new(null, "1") };
        }

        workload = resource.Annotations.OfType<WorkloadChangeAnnotation>().Aggregate(workload, (described, change) => change.Apply(described));
        return workload with { Customizations = [.. workload.Customizations, .. CustomizationsOf(resource)] };
    }

    private WorkloadKind KindOf(IResource resource, IReadOnlyList<VolumeDescription> volumes)
    {
        if (model.Resources.SelectMany(other => other.Annotations.OfType<WaitAnnotation>()).Any(wait => wait.Resource == resource && wait.WaitType is WaitType.WaitForCompletion))
        {
            return WorkloadKind.Job;
        }

        var keepsData = resource.Annotations.OfType<ContainerMountAnnotation>().Any(mount => mount is { Type: ContainerMountType.Volume, Source: not null, IsReadOnly: false })
            || resource.HasAnnotationOfType<PersistentVolumeBindingAnnotation>()
            || volumes.Any(volume => volume is { IsPersistent: true, IsReadOnly: false });
        return keepsData ? WorkloadKind.StatefulSet : WorkloadKind.Deployment;
    }

    /// <summary>The image of a resource: the one that the model names, or the one that is built of what it names.</summary>
    public ContainerImage ImageOf(IResource resource)
    {
        if (resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>())
        {
            var name = resource.Name.ToLowerInvariant();
            return new ContainerImage(settings.ImagePrefix is { } prefix ? $"{prefix.TrimEnd('/')}/{name}" : name, settings.ImageTag ?? version) { IsBuilt = true, BuildContext = BuildContextOf(resource) };
        }

        var image = resource.Annotations.OfType<ContainerImageAnnotation>().Last();
        return new ContainerImage(
            string.IsNullOrEmpty(image.Registry) ? image.Image : $"{image.Registry}/{image.Image}",
            image.SHA256 is null ? image.Tag ?? "latest" : null,
            image.SHA256 is { } digest ? $"sha256:{digest}" : null);
    }

    // Relative, with slashes: the same on every machine.
    private string? BuildContextOf(IResource resource)
    {
        var path = resource switch
        {
            _ when resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) => build.ContextPath,
            _ => resource.Annotations.OfType<IProjectMetadata>().LastOrDefault()?.ProjectPath,
        };
        return string.IsNullOrEmpty(path) ? null : Path.GetRelativePath(application.AppHostDirectory, path).Replace('\\', '/');
    }

    private static IEnumerable<EndpointDescription> DescribeEndpoints(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointDescription
    {
        Name = endpoint.Name,
        Scheme = endpoint.UriScheme,
        Protocol = endpoint.Protocol == ProtocolType.Udp ? "UDP" : "TCP",
        Port = endpoint.Port ?? 0,
        TargetPort = endpoint.TargetPort ?? 0,
        IsHttp2 = endpoint.Transport == "http2",
        IsExternal = endpoint.IsExternal,
    });

    private IEnumerable<BindMount> BindMounts(IResource resource) => resource.Annotations.OfType<ContainerMountAnnotation>()
        .Where(mount => mount.Type is ContainerMountType.BindMount)
        .Select((mount, index) => BindMount.Read(resource.Name, index, application.AppHostDirectory, mount.Source!, mount.Target, mount.IsReadOnly));

    private async Task<IReadOnlyList<VolumeDescription>> DescribeVolumesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var mounts = resource.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type is ContainerMountType.Volume).ToList();
        var volumes = new List<VolumeDescription>();
        var bindings = resource.Annotations.OfType<PersistentVolumeBindingAnnotation>().ToList();
        foreach (var mount in mounts)
        {
            var storage = bindings.LastOrDefault(binding => binding.MountPath == mount.Target || (binding.MountPath is null && mounts.Count == 1))?.Volume;
            var isPersistent = storage is not null || (mount.Source is not null && environment.DefaultStorageType != "emptyDir");
            volumes.Add(await VolumeAsync(mount.Target, mount.IsReadOnly, isPersistent, mount.Source, storage));
        }

        foreach (var binding in bindings.Where(binding => binding.MountPath is not null && mounts.All(mount => mount.Target != binding.MountPath)))
        {
            volumes.Add(await VolumeAsync(binding.MountPath!, binding.IsReadOnly, isPersistent: true, modelName: null, binding.Volume));
        }

        return volumes;

        // The model's own names carry the folder of the AppHost, which differs from machine to machine.
        async Task<VolumeDescription> VolumeAsync(string path, bool isReadOnly, bool isPersistent, string? modelName, KubernetesPersistentVolumeResource? storage) => new()
        {
            Name = storage?.Name ?? (mounts.Count == 1 ? "data" : NameExpression().Replace(path.Trim('/').ToLowerInvariant(), "-")),
            ModelName = modelName,
            MountPath = path,
            IsReadOnly = isReadOnly,
            IsPersistent = isPersistent,
            Size = await Values.OfAsync(storage?.Capacity, cancellationToken),
            StorageClass = await Values.OfAsync(storage?.StorageClassName, cancellationToken),
            AccessMode = storage?.AccessMode,
        };
    }

    private static bool ReachesOutside(IResource resource, ResourceConfiguration configuration)
    {
        // A connection string without an endpoint of the model leads out of it.
        var external = configuration.Values.OfType<ConnectionStringReference>()
            .Any(reference => !ValueReferences.EndpointsIn(reference).Any());
        return external || resource.Annotations.OfType<ResourceRelationshipAnnotation>().Any(relationship => relationship.Resource is ExternalServiceResource);
    }

    private ServiceExposure ExposureOf(WorkloadKind kind)
    {
        // Whatever the others are: a database is not shown to the outside by default.
        if (kind is WorkloadKind.StatefulSet)
        {
            return ServiceExposure.ClusterIP;
        }

        return Enum.TryParse<ServiceExposure>(environment.DefaultServiceType, ignoreCase: true, out var exposure)
            ? exposure
            : throw new DistributedApplicationException($"'{environment.DefaultServiceType}' is not a type of Service. There are: {string.Join(", ", Enum.GetNames<ServiceExposure>())}.");
    }

    private IEnumerable<Action<Objects.WorkloadObjects>> CustomizationsOf(IResource resource) => resource.Annotations
        .OfType<KubernetesServiceCustomizationAnnotation>()
        .Select(annotation => (Action<Objects.WorkloadObjects>)(objects => annotation.Configure(new KubernetesResource(resource.Name, resource, environment, objects))));

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NameExpression();
}
