using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Objects;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// A resource as Kubernetes sees it: its objects, in the types of the Kubernetes client, to be changed before they are
/// validated and written.
/// </summary>
public class KubernetesResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    private readonly WorkloadObjects _objects;

    internal KubernetesResource(string name, IResource resource, KubernetesEnvironmentResource environment, WorkloadObjects objects)
        : base(name)
    {
        TargetResource = resource;
        Parent = environment;
        _objects = objects;
    }

    /// <inheritdoc/>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>Gets the resource of the model.</summary>
    public IResource TargetResource { get; }

    /// <summary>Gets the Deployment, StatefulSet or Job.</summary>
    public IKubernetesObject<V1ObjectMeta>? Workload => (IKubernetesObject<V1ObjectMeta>?)Deployment ?? (IKubernetesObject<V1ObjectMeta>?)StatefulSet ?? Job;

    /// <summary>Gets the pod template of <see cref="Workload"/>.</summary>
    public V1PodTemplateSpec? PodTemplate => _objects.PodTemplate;

    /// <summary>Gets or sets the Deployment; <see langword="null"/> when the workload is something else.</summary>
    public V1Deployment? Deployment
    {
        get => _objects.Deployment;
        set => _objects.Deployment = value;
    }

    /// <summary>Gets or sets the StatefulSet of a workload with a persistent volume.</summary>
    public V1StatefulSet? StatefulSet
    {
        get => _objects.StatefulSet;
        set => _objects.StatefulSet = value;
    }

    /// <summary>Gets or sets the Job of a workload that runs to completion.</summary>
    public V1Job? Job
    {
        get => _objects.Job;
        set => _objects.Job = value;
    }

    /// <summary>Gets or sets the Service; <see langword="null"/> when the workload listens on no port.</summary>
    public V1Service? Service
    {
        get => _objects.Service;
        set => _objects.Service = value;
    }

    /// <summary>Gets or sets the ConfigMap of plain environment variables.</summary>
    public V1ConfigMap? ConfigMap
    {
        get => _objects.ConfigMap;
        set => _objects.ConfigMap = value;
    }

    /// <summary>Gets or sets the network policy.</summary>
    public V1NetworkPolicy? NetworkPolicy
    {
        get => _objects.NetworkPolicy;
        set => _objects.NetworkPolicy = value;
    }

    /// <summary>Gets or sets the autoscaler.</summary>
    public V2HorizontalPodAutoscaler? HorizontalPodAutoscaler
    {
        get => _objects.HorizontalPodAutoscaler;
        set => _objects.HorizontalPodAutoscaler = value;
    }

    /// <summary>Gets or sets the disruption budget.</summary>
    public V1PodDisruptionBudget? PodDisruptionBudget
    {
        get => _objects.PodDisruptionBudget;
        set => _objects.PodDisruptionBudget = value;
    }

    /// <summary>Gets further objects of the resource; what is added is written beside the others.</summary>
    public IList<IKubernetesObject<V1ObjectMeta>> AdditionalResources => _objects.Additional;
}
