using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Kubernetes objects of one workload. They may be changed, or taken away, before they are written.</summary>
public sealed class WorkloadObjects
{
    private readonly WorkloadDescription _workload;
    private readonly WorkloadConfiguration _configuration;

    internal WorkloadObjects(ObjectContext context)
    {
        _workload = context.Workload;
        _configuration = context.Configuration;
        switch (context.Workload.Kind)
        {
            case WorkloadKind.StatefulSet:
                StatefulSet = StatefulSetBuilder.Build(context);
                break;
            case WorkloadKind.Job:
                Job = JobBuilder.Build(context);
                break;
            default:
                Deployment = DeploymentBuilder.Build(context);
                break;
        }

        Service = ServiceBuilder.Build(context);
        ConfigMap = ConfigMapBuilder.BuildEnvironment(context);
        ServiceAccount = ServiceAccountBuilder.Build(context);
        Role = ServiceAccountBuilder.BuildRole(context);
        RoleBinding = ServiceAccountBuilder.BuildRoleBinding(context);
        NetworkPolicy = NetworkPolicyBuilder.Build(context);
        HorizontalPodAutoscaler = AutoscalerBuilder.Build(context);
        PodDisruptionBudget = DisruptionBudgetBuilder.Build(context);
        Additional =
        [
            .. new[] { ServiceBuilder.BuildGoverning(context), ServiceBuilder.BuildExternal(context) }.OfType<V1Service>(),
            .. ConfigMapBuilder.BuildFiles(context),
            .. VolumeClaimBuilder.BuildClaims(context),
        ];
    }

    /// <summary>The Deployment, unless the workload is a StatefulSet or a Job.</summary>
    public V1Deployment? Deployment { get; set; }

    /// <summary>The StatefulSet of a workload with a persistent volume.</summary>
    public V1StatefulSet? StatefulSet { get; set; }

    /// <summary>The Job of a workload that runs to completion.</summary>
    public V1Job? Job { get; set; }

    /// <summary>The Service that clients use; <see langword="null"/> when the workload listens on no port.</summary>
    public V1Service? Service { get; set; }

    /// <summary>The ConfigMap of plain environment variables.</summary>
    public V1ConfigMap? ConfigMap { get; set; }

    /// <summary>The identity of the pods.</summary>
    public V1ServiceAccount? ServiceAccount { get; set; }

    /// <summary>What the identity may do with the Kubernetes API.</summary>
    public V1Role? Role { get; set; }

    /// <summary>Gives <see cref="Role"/> to <see cref="ServiceAccount"/>.</summary>
    public V1RoleBinding? RoleBinding { get; set; }

    /// <summary>Who may talk to the pods, and to whom they may talk.</summary>
    public V1NetworkPolicy? NetworkPolicy { get; set; }

    /// <summary>The autoscaler.</summary>
    public V2HorizontalPodAutoscaler? HorizontalPodAutoscaler { get; set; }

    /// <summary>The disruption budget.</summary>
    public V1PodDisruptionBudget? PodDisruptionBudget { get; set; }

    /// <summary>Further objects of the workload.</summary>
    public IList<IKubernetesObject<V1ObjectMeta>> Additional { get; }

    /// <summary>The pod template of the Deployment, StatefulSet or Job.</summary>
    public V1PodTemplateSpec? PodTemplate => Deployment?.Spec.Template ?? StatefulSet?.Spec.Template ?? Job?.Spec.Template;

    internal IEnumerable<KubernetesManifest> Finish()
    {
        foreach (var customize in _workload.Customizations)
        {
            customize(this);
        }

        // A change to the ConfigMap must roll the pods too.
        if (PodTemplate is { } pod && ConfigMapBuilder.Checksum(ConfigMap, _configuration) is { } checksum)
        {
            pod.Metadata.Annotations ??= new Dictionary<string, string>();
            pod.Metadata.Annotations[ConfigMapBuilder.ChecksumAnnotation] = checksum;
        }

        IKubernetesObject<V1ObjectMeta>?[] objects = [Deployment, StatefulSet, Job, Service, ConfigMap, ServiceAccount, Role, RoleBinding, NetworkPolicy, HorizontalPodAutoscaler, PodDisruptionBudget, .. Additional];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in objects.OfType<IKubernetesObject<V1ObjectMeta>>())
        {
            var kind = item.Kind.ToLowerInvariant();
            var path = $"{_workload.Name}/{kind}.yaml";
            if (!taken.Add(path))
            {
                path = $"{_workload.Name}/{kind}-{item.Metadata.Name}.yaml";
                taken.Add(path);
            }

            yield return new KubernetesManifest(path, item, _workload.Name, _workload.Source);
        }
    }
}
