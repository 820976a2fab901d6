using System.Reflection;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Kubernetes objects of one workload. They may be changed, or taken away, before they are written.</summary>
public sealed class WorkloadObjects
{
    private readonly ObjectContext _context;
    private readonly WorkloadDescription _workload;
    private readonly WorkloadConfiguration _configuration;
    private IKubernetesObject<V1ObjectMeta>? _otherWorkload;

    internal WorkloadObjects(ObjectContext context)
    {
        _context = context;
        _workload = context.Workload;
        _configuration = context.Configuration;
        Secret = _configuration.Secret is { } secret ? SecretForm.Of(secret) : null;
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

    /// <summary>What runs the pods: the Deployment, the StatefulSet, the Job, or what was put in their place, a DaemonSet for example.</summary>
    public IKubernetesObject<V1ObjectMeta>? Workload
    {
        get => (IKubernetesObject<V1ObjectMeta>?)Deployment ?? (IKubernetesObject<V1ObjectMeta>?)StatefulSet ?? Job ?? _otherWorkload;
        set
        {
            (Deployment, StatefulSet, Job) = (value as V1Deployment, value as V1StatefulSet, value as V1Job);
            _otherWorkload = value is V1Deployment or V1StatefulSet or V1Job ? null : value;
        }
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

    /// <summary>
    /// The Secret of secret environment variables, without their values: in its <c>stringData</c>, <c>{parameter}</c> stands where a
    /// value goes, and a brace that stands for itself is doubled. <see langword="null"/> when there are none.
    /// </summary>
    public V1Secret? Secret { get; set; }

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

    /// <summary>The pod template of <see cref="Workload"/>.</summary>
    public V1PodTemplateSpec? PodTemplate => Workload switch
    {
        V1Deployment deployment => deployment.Spec.Template,
        V1StatefulSet statefulSet => statefulSet.Spec.Template,
        V1Job job => job.Spec.Template,
        V1DaemonSet daemonSet => daemonSet.Spec.Template,
        V1CronJob cronJob => cronJob.Spec.JobTemplate.Spec.Template,
        _ => null,
    };

    /// <summary>Where the values of the Secrets come from. Complete once the objects are finished.</summary>
    internal IEnumerable<SecretTemplate> Secrets
    {
        get
        {
            if (Secret is not null)
            {
                yield return SecretForm.Read(Secret, _configuration.Secret, _context);
            }

            foreach (var files in _configuration.Files)
            {
                if (files.Secret is { } secret)
                {
                    yield return secret;
                }
            }
        }
    }

    internal IEnumerable<KubernetesManifest> Finish()
    {
        foreach (var customize in _workload.Customizations)
        {
            customize(this);
        }

        // A change to the ConfigMap must roll the pods too.
        if (PodTemplate is { } pod && ConfigMapBuilder.Checksum(ConfigMap, _configuration) is { } checksum)
        {
            pod.Metadata ??= new();
            pod.Metadata.Annotations ??= new Dictionary<string, string>();
            pod.Metadata.Annotations[ConfigMapBuilder.ChecksumAnnotation] = checksum;
        }

        // A name that somebody has chosen stays.
        if (Job is { Spec.Template: { } pods } job && job.Metadata?.Name == _workload.Name)
        {
            job.Metadata.Name = JobName.Of(_workload.Name, pods);
        }

        IKubernetesObject<V1ObjectMeta>?[] objects = [Workload, Service, ConfigMap, ServiceAccount, Role, RoleBinding, NetworkPolicy, HorizontalPodAutoscaler, PodDisruptionBudget, .. Additional];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in objects.OfType<IKubernetesObject<V1ObjectMeta>>())
        {
            Identify(item);
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

    // The client's types know their kind, but an object made of one does not say it by itself.
    private void Identify(IKubernetesObject<V1ObjectMeta> item)
    {
        var entity = item.GetType().GetCustomAttribute<KubernetesEntityAttribute>();
        item.ApiVersion ??= entity is null ? null : entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}";
        item.Kind ??= entity?.Kind;
        if (string.IsNullOrEmpty(item.ApiVersion) || string.IsNullOrEmpty(item.Kind) || string.IsNullOrEmpty(item.Metadata?.Name))
        {
            throw new DistributedApplicationException($"'{_workload.Name}' has an object of type {item.GetType().Name} without {(string.IsNullOrEmpty(item.Metadata?.Name) ? "a name" : "an apiVersion or a kind")}. Set its Metadata.Name, ApiVersion and Kind where PublishAsKubernetesService changes it.");
        }
    }
}
