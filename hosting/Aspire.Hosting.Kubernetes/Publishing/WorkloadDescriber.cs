#pragma warning disable ASPIRECOMPUTE002 // Persistent volumes are an experimental part of the official API.

using System.Net.Sockets;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads a resource of the model as a workload.</summary>
internal sealed partial class WorkloadDescriber(KubernetesEnvironmentResource environment, IDistributedApplicationBuilder application, DistributedApplicationModel model, IServiceProvider services, TextTemplateReader templates, PublishSettings settings, string version)
{
    private const int FirstPort = 8080;

    /// <summary>Describes <paramref name="resource"/>.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="complete">Adds what the environment knows of it, before the resource's own statements are applied.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<WorkloadDescription> DescribeAsync(IResource resource, Func<WorkloadDescription, WorkloadDescription> complete, CancellationToken cancellationToken)
    {
        var configuration = await ResourceConfiguration.EvaluateAsync(resource, application.ExecutionContext, cancellationToken);
        var kind = KindOf(resource);
        var workload = new WorkloadDescription
        {
            Name = resource.Name,
            Kind = kind,
            Image = ImageOf(resource) with { GeneratedDockerfile = await DockerfileAsync(resource, cancellationToken) },
            Command = resource is ContainerResource { Entrypoint: { } entrypoint } ? [entrypoint] : [],
            Arguments = [.. configuration.Arguments.Select(templates.Read)],
            Replicas = resource.GetReplicaCount(),
            Endpoints = [.. DescribeEndpoints(resource)],
            Environment = [.. configuration.Environment.Where(IsKept).Select(variable => new EnvironmentEntry(variable.Key, templates.Read(variable.Value)))],
            Probes = [.. ProbeDescriber.Describe(resource)],
            Volumes = await DescribeVolumesAsync(resource, cancellationToken),
            ReachesOutside = ReachesOutside(resource, configuration),
            ServiceName = ServiceNameAnnotation.NameOf(resource),
            ServiceExposure = ExposureOf(kind),
            Identity = ContainerIdentity.DotNet,
        };

        if (resource is ContainerResource && !workload.Image.IsBuilt)
        {
            workload = ImageProfile.Complete(workload);
        }
        else if (workload.Probes.Count == 0)
        {
            workload = workload with { Probes = ImageProfile.ReadinessOf(workload) };
        }

        workload = complete(workload);
        if (workload is { Kind: WorkloadKind.Deployment, Replicas: > 1 })
        {
            workload = workload with { DisruptionBudget = new(null, "1") };
        }

        workload = resource.Annotations.OfType<WorkloadChangeAnnotation>().Aggregate(workload, (described, change) => change.Apply(described));
        return workload with { Customizations = [.. workload.Customizations, .. CustomizationsOf(resource)] };
    }

    private WorkloadKind KindOf(IResource resource)
    {
        if (model.Resources.SelectMany(other => other.Annotations.OfType<WaitAnnotation>()).Any(wait => wait.Resource == resource && wait.WaitType is WaitType.WaitForCompletion))
        {
            return WorkloadKind.Job;
        }

        var keepsData = resource.Annotations.OfType<ContainerMountAnnotation>().Any(mount => mount is { Type: ContainerMountType.Volume, Source: not null, IsReadOnly: false })
            || resource.HasAnnotationOfType<PersistentVolumeBindingAnnotation>();
        return keepsData ? WorkloadKind.StatefulSet : WorkloadKind.Deployment;
    }

    private ContainerImage ImageOf(IResource resource)
    {
        if (resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>())
        {
            var name = resource.Name.ToLowerInvariant();
            return new ContainerImage(settings.ImagePrefix is { } prefix ? $"{prefix.TrimEnd('/')}/{name}" : name, settings.ImageTag ?? Objects.WorkloadLabels.OfVersion(version)) { IsBuilt = true, BuildContext = BuildContextOf(resource) };
        }

        var image = resource.Annotations.OfType<ContainerImageAnnotation>().Last();
        return new ContainerImage(
            string.IsNullOrEmpty(image.Registry) ? image.Image : $"{image.Registry}/{image.Image}",
            image.SHA256 is null ? image.Tag ?? "latest" : null,
            image.SHA256 is { } digest ? $"sha256:{digest}" : null);
    }

    private async Task<string?> DockerfileAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (!resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) || build.DockerfileFactory is not { } factory)
        {
            return null;
        }

        var text = (await factory(new() { Services = services, Resource = resource, CancellationToken = cancellationToken })).ReplaceLineEndings("\n");
        return text.EndsWith('\n') ? text : $"{text}\n";
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

    private static IEnumerable<EndpointDescription> DescribeEndpoints(IResource resource)
    {
        var nextPort = FirstPort;
        foreach (var endpoint in ClusterEndpoints.Of(resource).Where(endpoint => !ClusterEndpoints.EndsBeforeThePod(resource, endpoint)))
        {
            // A project listens where it is told to, so on the port that the model fixes, unless only root could.
            var isProject = resource is ProjectResource;
            var port = Stated(endpoint.Port);
            var targetPort = Stated(endpoint.TargetPort) ?? (isProject && port is < 1024 ? null : port) ?? (isProject ? nextPort++ : 0);
            yield return new EndpointDescription
            {
                Name = endpoint.Name,
                Scheme = endpoint.UriScheme,
                Protocol = endpoint.Protocol == ProtocolType.Udp ? "UDP" : "TCP",
                Port = port ?? targetPort,
                TargetPort = targetPort,
                IsHttp2 = endpoint.Transport == "http2",
            };
        }
    }

    // 0 leaves it to whoever starts the program.
    private static int? Stated(int? port) => port is 0 ? null : port;

    // What only names an endpoint that is not there would lead clients astray: with services__x__https they would speak TLS.
    private static bool IsKept(KeyValuePair<string, object> variable)
    {
        var endpoints = ValueReferences.PartsOf(variable.Value)
            .Select(part => part switch
            {
                EndpointReferenceExpression expression when expression.Property is EndpointProperty.TargetPort => expression.Endpoint,
                EndpointReference reference when variable.Value is EndpointReference => reference,
                _ => null,
            })
            .OfType<EndpointReference>()
            .ToList();
        return endpoints.Count == 0 || endpoints.Any(reference => !reference.Exists || !ClusterEndpoints.EndsBeforeThePod(reference.Resource, reference.EndpointAnnotation));
    }

    private async Task<IReadOnlyList<VolumeDescription>> DescribeVolumesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var mounts = resource.Annotations.OfType<ContainerMountAnnotation>().ToList();
        if (mounts.FirstOrDefault(mount => mount.Type is ContainerMountType.BindMount) is { } bindMount)
        {
            throw new DistributedApplicationException(
                $"The resource '{resource.Name}' mounts '{bindMount.Source}' of this machine at '{bindMount.Target}', which no other machine has. Put the files into the image, or mount a volume with WithVolume.");
        }

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
            volumes.Add(await VolumeAsync(mount.Target, mount.IsReadOnly, isPersistent, storage));
        }

        foreach (var binding in bindings.Where(binding => binding.MountPath is not null && mounts.All(mount => mount.Target != binding.MountPath)))
        {
            volumes.Add(await VolumeAsync(binding.MountPath!, binding.IsReadOnly, isPersistent: true, binding.Volume));
        }

        return volumes;

        // The model's own names carry the folder of the AppHost, which differs from machine to machine.
        async Task<VolumeDescription> VolumeAsync(string path, bool isReadOnly, bool isPersistent, KubernetesPersistentVolumeResource? storage) => new()
        {
            Name = storage?.Name ?? (mounts.Count == 1 ? "data" : NameExpression().Replace(path.Trim('/').ToLowerInvariant(), "-")),
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
        if (kind is WorkloadKind.StatefulSet)
        {
            return ServiceExposure.Headless;
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
