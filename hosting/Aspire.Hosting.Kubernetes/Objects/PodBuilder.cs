using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Completion;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// The pod of a workload, within the Pod Security Standard "restricted": not root, no capabilities, no escalation, the
/// runtime's seccomp profile, and no file system to write to but what it is given. An image of which nobody knows as whom it
/// runs is left to itself, within the standard "baseline".
/// </summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted"/></remarks>
internal static class PodBuilder
{
    // A pod is taken out of the Service's endpoints while it is told to stop; the pause lets every node hear of it first.
    private const int DrainSeconds = 10;

    // The host's own limit for finishing requests (30 s), with the pause before and some time to spare.
    private const int GraceSeconds = DrainSeconds + 30 + 5;

    // A volume that belongs to nobody in particular can be written to by every image's user, who is in this group as well.
    private const long VolumeGroup = 1000;

    public static V1PodTemplateSpec Build(ObjectContext context)
    {
        var workload = context.Workload;
        return new()
        {
            Metadata = new()
            {
                Labels = context.Labels,
                Annotations = Annotations(context),
            },
            Spec = new()
            {
                ServiceAccountName = workload.Name,
                AutomountServiceAccountToken = ServiceAccountBuilder.IsTokenForAll(workload),
                EnableServiceLinks = false,
                RestartPolicy = workload.Kind is WorkloadKind.Job ? "OnFailure" : null,
                TerminationGracePeriodSeconds = workload.Kind is WorkloadKind.Job ? null : GraceSeconds,
                NodeSelector = workload.NodeSelector.Count == 0 ? null : new Dictionary<string, string>(workload.NodeSelector),
                SecurityContext = PodSecurity(workload),
                TopologySpreadConstraints = workload.Kind is WorkloadKind.Deployment || workload.Replicas > 1 ? [SpreadOverNodes(context)] : null,
                InitContainers = VolumeFilling.Containers(context) is { Count: > 0 } filling ? filling : null,
                Containers = [Container(context), .. SidecarBuilder.Containers(context)],
                Volumes = Volumes(context) is { Count: > 0 } volumes ? volumes : null,
            },
        };
    }

    private static Dictionary<string, string>? Annotations(ObjectContext context)
    {
        var annotations = DaprObjects.Annotations(context.Workload).ToDictionary();
        if (ConfigMapBuilder.Checksum(ConfigMapBuilder.BuildEnvironment(context), context.Configuration) is { } checksum)
        {
            annotations.Add(ConfigMapBuilder.ChecksumAnnotation, checksum);
        }

        return annotations.Count == 0 ? null : annotations;
    }

    private static V1Container Container(ObjectContext context)
    {
        var workload = context.Workload;
        return new()
        {
            Name = workload.Name,
            Image = workload.Image.ToString(),
            ImagePullPolicy = context.Application.ImagePullPolicy,
            Command = context.Configuration.Command.Count == 0 ? null : [.. context.Configuration.Command],
            Args = context.Configuration.Arguments.Count == 0 ? null : [.. context.Configuration.Arguments],
            Ports = Ports(workload) is { Count: > 0 } ports ? ports : null,
            EnvFrom = EnvironmentSources(context) is { Count: > 0 } sources ? sources : null,
            Env = workload.SendsTelemetry ? TelemetryIdentity() : null,
            StartupProbe = ProbeBuilder.Build(workload, ProbeKind.Startup),
            ReadinessProbe = ProbeBuilder.Build(workload, ProbeKind.Readiness),
            LivenessProbe = ProbeBuilder.Build(workload, ProbeKind.Liveness),
            Lifecycle = DrainsConnections(workload) ? new() { PreStop = new() { Sleep = new() { Seconds = DrainSeconds } } } : null,
            Resources = Resources(workload.Resources),
            SecurityContext = ContainerSecurity(workload),
            VolumeMounts = Mounts(context) is { Count: > 0 } mounts ? mounts : null,
        };
    }

    // A database closes its connections itself; waiting would only keep its volume busy.
    private static bool DrainsConnections(WorkloadDescription workload) =>
        workload.Kind is WorkloadKind.Deployment && workload.Endpoints.Count > 0;

    internal static List<V1ContainerPort> Ports(WorkloadDescription workload) =>
    [
        .. workload.Endpoints
            .DistinctBy(endpoint => (endpoint.TargetPort, endpoint.Protocol))
            .Select(endpoint => new V1ContainerPort { Name = PortName.OfContainer(workload, endpoint), ContainerPort = endpoint.TargetPort, Protocol = endpoint.Protocol }),
    ];

    private static List<V1EnvFromSource> EnvironmentSources(ObjectContext context)
    {
        var sources = new List<V1EnvFromSource>();
        if (context.Configuration.Plain.Count > 0)
        {
            sources.Add(new() { ConfigMapRef = new() { Name = $"{context.Name}-config" } });
        }

        if (context.Configuration.Secret is { } secret)
        {
            sources.Add(new() { SecretRef = new() { Name = secret.Metadata.Name } });
        }

        return sources;
    }

    // Telemetry is told apart by the pod that it comes from.
    private static List<V1EnvVar> TelemetryIdentity() =>
    [
        new() { Name = "POD_NAME", ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } },
        new() { Name = "POD_NAMESPACE", ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.namespace" } } },
        new() { Name = "OTEL_RESOURCE_ATTRIBUTES", Value = "service.instance.id=$(POD_NAME),k8s.pod.name=$(POD_NAME),k8s.namespace.name=$(POD_NAMESPACE)" },
    ];

    /// <summary>What a container of the pod is kept from: everything but its work, unless nobody knows what that needs.</summary>
    internal static V1SecurityContext? ContainerSecurity(WorkloadDescription workload) => !workload.Identity.IsKnown ? null : new()
    {
        RunAsUser = workload.Dapr is null ? null : workload.Identity.User,
        RunAsGroup = workload.Dapr is null ? null : workload.Identity.Group,
        AllowPrivilegeEscalation = false,
        ReadOnlyRootFilesystem = workload.Identity.HasReadOnlyRoot,
        Capabilities = new() { Drop = ["ALL"] },
    };

    private static V1PodSecurityContext PodSecurity(WorkloadDescription workload) => new()
    {
        RunAsNonRoot = workload.Identity.IsKnown ? true : null,

        // Dapr's sidecar insists on the user of its own image.
        RunAsUser = workload.Dapr is null ? workload.Identity.User : null,
        RunAsGroup = workload.Dapr is null ? workload.Identity.Group : null,
        FsGroup = workload.Identity.Group ?? (workload.Volumes.Any(volume => volume.IsPersistent) ? VolumeGroup : null),
        FsGroupChangePolicy = workload.Volumes.Any(volume => volume.IsPersistent) ? "OnRootMismatch" : null,
        SeccompProfile = new() { Type = "RuntimeDefault" },

        // Only root may listen below 1024, unless the pod's own network namespace says otherwise.
        Sysctls = workload.Endpoints.Any(endpoint => endpoint.TargetPort < 1024)
            ? [new() { Name = "net.ipv4.ip_unprivileged_port_start", Value = "0" }]
            : null,
    };

    // Best effort: on a single node all pods still start.
    private static V1TopologySpreadConstraint SpreadOverNodes(ObjectContext context) => new()
    {
        MaxSkew = 1,
        TopologyKey = "kubernetes.io/hostname",
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = new() { MatchLabels = context.Selector },
    };

    internal static V1ResourceRequirements Resources(ComputeResources resources) => new()
    {
        Requests = Quantities(resources.CpuRequest, resources.MemoryRequest),
        Limits = Quantities(resources.CpuLimit, resources.MemoryLimit),
    };

    private static Dictionary<string, ResourceQuantity>? Quantities(string? cpu, string? memory)
    {
        var quantities = new Dictionary<string, ResourceQuantity>();
        if (cpu is not null)
        {
            quantities["cpu"] = new(cpu);
        }

        if (memory is not null)
        {
            quantities["memory"] = new(memory);
        }

        return quantities.Count == 0 ? null : quantities;
    }

    private static List<V1VolumeMount> Mounts(ObjectContext context) =>
    [
        .. context.Workload.Volumes.Select(volume => new V1VolumeMount
        {
            Name = volume.Name,
            MountPath = volume.MountPath,
            SubPath = volume.FilledWith is { } files ? VolumeFilling.SubPath(files) : null,
            ReadOnlyProperty = volume.IsReadOnly ? true : null,
        }),
        .. Mounted(context).Select(files => new V1VolumeMount
        {
            Name = files.Mount.Name,
            MountPath = files.Mount.MountPath,
            SubPath = files.Mount.IsFile ? files.Keys.Single().Key : null,
            ReadOnlyProperty = true,
        }),
        .. WritablePaths(context.Workload).Select(path => new V1VolumeMount { Name = PodVolumeName.Of(path), MountPath = path }),
    ];

    private static List<V1Volume> Volumes(ObjectContext context) =>
    [
        .. context.Workload.Volumes
            .Where(volume => context.Workload.Kind is not WorkloadKind.StatefulSet || !volume.IsPersistent || volume.SharedClaim is not null)
            .DistinctBy(volume => volume.Name)
            .Select(volume => volume.IsPersistent
                ? new V1Volume { Name = volume.Name, PersistentVolumeClaim = new() { ClaimName = VolumeClaimBuilder.NameOf(context.Workload, volume), ReadOnlyProperty = volume is { IsReadOnly: true, SharedClaim: null } ? true : null } }
                : new V1Volume { Name = volume.Name, EmptyDir = new() { Medium = volume.IsInMemory ? "Memory" : null, SizeLimit = volume.Size is { } size ? new(size) : null } }),
        .. Mounted(context).Select(files => files.Secret is null
            ? new V1Volume { Name = files.Mount.Name, ConfigMap = new() { Name = files.ObjectName, Items = Items(files) } }
            : new V1Volume { Name = files.Mount.Name, Secret = new() { SecretName = files.ObjectName, DefaultMode = FileMode(context.Workload.Identity.Group is null ? "0444" : "0440"), Items = Items(files) } }),
        .. VolumeFilling.Sources(context),
        .. WritablePaths(context.Workload).Select(path => new V1Volume { Name = PodVolumeName.Of(path), EmptyDir = new() { SizeLimit = new(context.Workload.Identity.WritableSize) } }),
        .. SidecarBuilder.Volumes(context),
    ];

    private static IEnumerable<FileSet> Mounted(ObjectContext context) => context.Configuration.Files.Where(files => context.Workload.Files.Contains(files.Mount));

    private static List<V1KeyToPath>? Items(FileSet files) =>
        files.HasPaths ? [.. files.Keys.Select(file => new V1KeyToPath { Key = file.Value, Path = file.Key })] : null;

    private static IEnumerable<string> WritablePaths(WorkloadDescription workload) =>
        workload.Identity.WritablePaths.Except(workload.Volumes.Select(volume => volume.MountPath));

    private static int FileMode(string octal) => Convert.ToInt32(octal, 8);
}
