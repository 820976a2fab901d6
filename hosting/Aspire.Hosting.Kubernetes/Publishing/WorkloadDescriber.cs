#pragma warning disable ASPIRECOMPUTE002 // Persistent volumes are an experimental part of the official API.

using System.Net.Sockets;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Postgres;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads a resource of the model as a workload.</summary>
internal sealed partial class WorkloadDescriber(KubernetesEnvironmentResource environment, IDistributedApplicationBuilder application, DistributedApplicationModel model, IServiceProvider services, TextTemplateReader templates, PublishSettings settings, string version)
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
        var isBuildOnly = resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && !build.HasEntrypoint;
        var workload = new WorkloadDescription
        {
            Name = resource.Name,
            Kind = kind,
            IsWritten = !isBuildOnly,
            IsBuildOnly = isBuildOnly,
            Image = await ImageOfAsync(resource, cancellationToken),
            WaitsFor = [.. resource.Annotations.OfType<WaitAnnotation>().SelectMany(wait => NeedsOf(wait.Resource)).Distinct()],
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
            ServiceName = ServiceNameAnnotation.NameOf(resource),
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

    // A database is there when its server is, and can be used when its role is there too.
    private static IEnumerable<string> NeedsOf(IResource awaited)
    {
        var server = Root(awaited).Name;
        return RolesDescriber.RoleOf(awaited) is null ? [server] : [server, RolesJob.NameFor(server)];
    }

    private static IResource Root(IResource resource) => resource is IResourceWithParent { Parent: { } parent } ? Root(parent) : resource;

    /// <summary>The image of a resource: the one that the model names, or the one that is built of what it names.</summary>
    public async Task<ContainerImage> ImageOfAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>())
        {
            var name = resource.Name.ToLowerInvariant();
            return new ContainerImage(settings.ImagePrefix is { } prefix ? $"{prefix.TrimEnd('/')}/{name}" : name, settings.ImageTag ?? Objects.WorkloadLabels.OfVersion(version))
            {
                IsBuilt = true,
                BuildContext = BuildContextOf(resource),
                Dockerfile = resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) ? await new DockerfileDescriber(application, services, templates).DescribeAsync(resource, build, cancellationToken) : null,
                Files =
                [
                    .. resource.Annotations.OfType<ContainerFilesDestinationAnnotation>().Select(files => new CopiedFiles(
                        files.Source.Name,
                        [.. files.Source.Annotations.OfType<ContainerFilesSourceAnnotation>().Select(source => source.SourcePath)],
                        files.DestinationPath)),
                ],
            };
        }

        var image = resource.Annotations.OfType<ContainerImageAnnotation>().Last();
        return new ContainerImage(
            string.IsNullOrEmpty(image.Registry) ? image.Image : $"{image.Registry}/{image.Image}",
            image.SHA256 is null ? image.Tag ?? "latest" : null,
            image.SHA256 is { } digest ? $"sha256:{digest}" : null);
    }

    // Relative, with slashes: the same on every machine.
    private string RelativePath(string path) => Path.GetRelativePath(application.AppHostDirectory, path).Replace('\\', '/');

    private string? BuildContextOf(IResource resource)
    {
        var path = resource switch
        {
            _ when resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) => build.ContextPath,
            _ => resource.Annotations.OfType<IProjectMetadata>().LastOrDefault()?.ProjectPath,
        };
        return string.IsNullOrEmpty(path) ? null : RelativePath(path);
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
        foreach (var binding in bindings)
        {
            Check(resource, binding, mounts);
        }

        foreach (var mount in mounts)
        {
            var storage = bindings.LastOrDefault(binding => IsBoundTo(binding, mount, mounts))?.Volume;
            var isPersistent = storage is not null || (mount.Source is not null && IsKept(environment.DefaultStorageType));
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
            Annotations = storage is null ? [] : await Values.OfAsync(storage.VolumeAnnotations, cancellationToken),
        };
    }

    // Without a path, by the volume's name; a resource with one volume need not name it.
    private static bool IsBoundTo(PersistentVolumeBindingAnnotation binding, ContainerMountAnnotation mount, List<ContainerMountAnnotation> mounts) =>
        binding.MountPath is { } path ? path == mount.Target : mount.Source == binding.Volume.Name || mounts.Count == 1;

    private void Check(IResource resource, PersistentVolumeBindingAnnotation binding, List<ContainerMountAnnotation> mounts)
    {
        if (binding.Volume.Parent != environment)
        {
            throw new DistributedApplicationException(
                $"'{resource.Name}' is published to '{environment.Name}', and the volume '{binding.Volume.Name}' that it is bound to belongs to '{binding.Volume.Parent.Name}', where no pod of '{environment.Name}' can mount it. Add the volume to '{environment.Name}', or publish the resource to '{binding.Volume.Parent.Name}' with WithComputeEnvironment.");
        }

        if (binding.MountPath is null && !mounts.Any(mount => IsBoundTo(binding, mount, mounts)))
        {
            var there = mounts.Count == 0 ? "it has none" : $"it has {string.Join(", ", mounts.Select(mount => $"'{mount.Source}'"))}";
            throw new DistributedApplicationException($"'{resource.Name}' is bound to the volume '{binding.Volume.Name}', and has no volume of that name ({there}). Say where it is mounted with WithPersistentVolume(volume, \"/path\").");
        }
    }

    private bool IsKept(string storageType) => storageType.ToUpperInvariant() switch
    {
        "PVC" => true,
        "EMPTYDIR" => false,
        "HOSTPATH" => throw new DistributedApplicationException(
            $"'{environment.Name}' has the storage type '{storageType}', a folder of whichever node a pod runs on, which the Pod Security Standard of the namespace forbids. Use 'pvc', with a storage class that keeps volumes on the node if that is wanted."),
        _ => throw new DistributedApplicationException($"'{storageType}' is no storage type of '{environment.Name}'. There are: pvc, emptyDir."),
    };

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

    private IEnumerable<Action<Objects.WorkloadObjects>> CustomizationsOf(IResource resource)
    {
        var target = DeploymentTargets.Of(resource, environment, model);
        return resource.Annotations.OfType<KubernetesServiceCustomizationAnnotation>()
            .Select(annotation => (Action<Objects.WorkloadObjects>)(_ => annotation.Configure(target)))
            .Prepend(target.Show);
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NameExpression();
}
