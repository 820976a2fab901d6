using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Objects;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// A resource as Kubernetes sees it: its objects, to be changed before they are validated and written. They are of the Kubernetes
/// client's own types (<see cref="k8s.Models"/>), which have every field of the API. The objects exist while the application is
/// published, when <see cref="KubernetesServiceExtensions.PublishAsKubernetesService"/> is called; before that, they are <see langword="null"/>.
/// </summary>
public class KubernetesResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    private readonly List<IKubernetesObject<V1ObjectMeta>> _early = [];
    private WorkloadObjects? _objects;

    /// <summary>Makes the resource.</summary>
    /// <param name="name">The name.</param>
    /// <param name="resource">The resource of the model.</param>
    /// <param name="kubernetesEnvironmentResource">The cluster.</param>
    public KubernetesResource(string name, IResource resource, KubernetesEnvironmentResource kubernetesEnvironmentResource)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(kubernetesEnvironmentResource);

        TargetResource = resource;
        Parent = kubernetesEnvironmentResource;
    }

    /// <inheritdoc/>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>Gets the resource of the model.</summary>
    public IResource TargetResource { get; }

    /// <summary>
    /// Gets or sets what runs the pods: a Deployment, a StatefulSet or a Job. Another one may be put in its place, of a kind of your own too;
    /// of a DaemonSet and a CronJob, the pods are checked like those of the others.
    /// </summary>
    public IKubernetesObject<V1ObjectMeta>? Workload
    {
        get => _objects?.Workload;
        set => Objects.Workload = value;
    }

    /// <summary>Gets the pod template of <see cref="Workload"/>.</summary>
    public V1PodTemplateSpec? PodTemplate => _objects?.PodTemplate;

    /// <summary>Gets or sets the Deployment; <see langword="null"/> when the workload is something else.</summary>
    public V1Deployment? Deployment
    {
        get => _objects?.Deployment;
        set => Objects.Deployment = value;
    }

    /// <summary>Gets or sets the StatefulSet of a workload with a persistent volume.</summary>
    public V1StatefulSet? StatefulSet
    {
        get => _objects?.StatefulSet;
        set => Objects.StatefulSet = value;
    }

    /// <summary>Gets or sets the Job of a workload that runs to completion.</summary>
    public V1Job? Job
    {
        get => _objects?.Job;
        set => Objects.Job = value;
    }

    /// <summary>Gets or sets the Service; <see langword="null"/> when the workload listens on no port.</summary>
    public V1Service? Service
    {
        get => _objects?.Service;
        set => Objects.Service = value;
    }

    /// <summary>Gets or sets the ConfigMap of plain environment variables.</summary>
    public V1ConfigMap? ConfigMap
    {
        get => _objects?.ConfigMap;
        set => Objects.ConfigMap = value;
    }

    /// <summary>
    /// Gets or sets the Secret of secret environment variables. It has no values, which are nobody's to see when the application is
    /// published: in its <c>StringData</c>, <c>{parameter}</c> stands where the value of a secret parameter goes, and a brace that stands for itself is doubled.
    /// </summary>
    public V1Secret? Secret
    {
        get => _objects?.Secret;
        set => Objects.Secret = value;
    }

    /// <summary>Gets or sets the network policy.</summary>
    public V1NetworkPolicy? NetworkPolicy
    {
        get => _objects?.NetworkPolicy;
        set => Objects.NetworkPolicy = value;
    }

    /// <summary>Gets or sets the autoscaler.</summary>
    public V2HorizontalPodAutoscaler? HorizontalPodAutoscaler
    {
        get => _objects?.HorizontalPodAutoscaler;
        set => Objects.HorizontalPodAutoscaler = value;
    }

    /// <summary>Gets or sets the disruption budget.</summary>
    public V1PodDisruptionBudget? PodDisruptionBudget
    {
        get => _objects?.PodDisruptionBudget;
        set => Objects.PodDisruptionBudget = value;
    }

    /// <summary>Gets further objects of the resource; what is added, before publishing too, is written beside the others.</summary>
    public IList<IKubernetesObject<V1ObjectMeta>> AdditionalResources => _objects?.Additional ?? _early;

    private WorkloadObjects Objects => _objects
        ?? throw new InvalidOperationException($"'{TargetResource.Name}' has no Kubernetes objects before it is published. Change them in PublishAsKubernetesService.");

    /// <summary>Shows the objects, which may be those of an overlay, to whoever changes them.</summary>
    internal void Show(WorkloadObjects objects)
    {
        _objects = objects;
        foreach (var item in _early)
        {
            objects.Additional.Add(item);
        }
    }
}
