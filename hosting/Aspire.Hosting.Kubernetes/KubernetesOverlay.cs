using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes;

/// <summary>What is different when the application is published to a certain cluster. Each statement changes the model's description.</summary>
public sealed class KubernetesOverlay
{
    private readonly List<Func<ApplicationDescription, ApplicationDescription>> _changes = [];

    internal KubernetesOverlay(string name) => Name = name;

    /// <summary>Gets the overlay's name, which is also its folder's.</summary>
    public string Name { get; }

    /// <summary>Sets the number of pods of every Deployment; those that scale by themselves take it as their least number.</summary>
    /// <param name="replicas">The number.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithReplicas(int replicas) => ChangeDeployments(workload => workload with
    {
        Replicas = replicas,
        Autoscaling = workload.Autoscaling is { } scaling ? scaling with { MinReplicas = replicas, MaxReplicas = Math.Max(replicas, scaling.MaxReplicas) } : null,
    });

    /// <summary>Sets the bounds between which those Deployments scale that scale by themselves.</summary>
    /// <param name="minReplicas">The least number of pods.</param>
    /// <param name="maxReplicas">The greatest number of pods.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithAutoscaling(int minReplicas, int maxReplicas) => ChangeDeployments(workload =>
        workload.Autoscaling is { } scaling ? workload with { Autoscaling = scaling with { MinReplicas = minReplicas, MaxReplicas = maxReplicas } } : workload);

    /// <summary>Leaves out autoscalers and disruption budgets, for a cluster of one node.</summary>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithoutAutoscaling() => ChangeDeployments(workload => workload with { Autoscaling = null, DisruptionBudget = null });

    /// <summary>Sets what every Deployment's container asks for and may use. What is left out stays.</summary>
    /// <param name="cpuRequest">The CPU that the scheduler sets aside, as a Kubernetes quantity.</param>
    /// <param name="memoryRequest">The memory that the scheduler sets aside.</param>
    /// <param name="cpuLimit">The CPU above which it is throttled.</param>
    /// <param name="memoryLimit">The memory above which it is killed.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithResources(string? cpuRequest = null, string? memoryRequest = null, string? cpuLimit = null, string? memoryLimit = null) => ChangeDeployments(workload => workload with
    {
        Resources = new(
            cpuRequest ?? workload.Resources.CpuRequest,
            memoryRequest ?? workload.Resources.MemoryRequest,
            cpuLimit ?? workload.Resources.CpuLimit,
            memoryLimit ?? workload.Resources.MemoryLimit),
    });

    /// <summary>Changes one resource as asked.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="change">Gives the changed description.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithWorkload(IResourceBuilder<IResource> resource, Func<WorkloadDescription, WorkloadDescription> change)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(change);

        return ChangeWorkloads(workload => workload.Name == resource.Resource.Name ? change(workload) : workload);
    }

    /// <summary>Sets the value of a parameter that is not secret.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its value there.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithParameter(IResourceBuilder<ParameterResource> parameter, string value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(value);
        if (parameter.Resource.Secret)
        {
            throw new DistributedApplicationException($"The parameter '{parameter.Resource.Name}' is secret, so its value cannot stand in the overlay '{Name}'.");
        }

        return Change(application => application with
        {
            Parameters = [.. application.Parameters.Select(candidate => candidate.Name == parameter.Resource.Name ? candidate with { Value = value } : candidate)],
        });
    }

    /// <summary>Puts every route under one host.</summary>
    /// <param name="host">The host.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithHostname(string host) => ChangeIngresses(ingress => ingress with
    {
        Hosts = ingress.Hosts.Count > 0 ? [host] : [],
        Routes = [.. ingress.Routes.Select(route => route.Host is null && ingress.Hosts.Count > 0 ? route : route with { Host = host })],
    });

    /// <summary>Serves TLS with the certificate of a Secret.</summary>
    /// <param name="secretName">The Secret, of type <c>kubernetes.io/tls</c>.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithTls(string secretName) => ChangeIngresses(ingress => ingress with { TlsSecret = secretName });

    /// <summary>
    /// Has every set of routes be an Ingress of a class. Annotations of a Gateway stay behind: add those for the Ingress' controller after this.
    /// </summary>
    /// <param name="className">The Ingress class.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithIngressClass(string className) => ChangeIngresses(ingress => ingress.AsIngress(className));

    /// <summary>
    /// Has every set of routes be a Gateway of a class with an HTTPRoute for each workload that has routes. Annotations of an Ingress stay behind:
    /// add those for the Gateway's controller after this.
    /// </summary>
    /// <param name="className">The Gateway class.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithGatewayApi(string className) => ChangeIngresses(ingress => ingress.AsGateway(className));

    /// <summary>
    /// Has every set of routes belong to a Gateway that somebody else runs, such as a platform's own in another namespace. TLS is that
    /// Gateway's, and so is whom it lets in (<c>allowedRoutes</c>).
    /// </summary>
    /// <param name="name">The Gateway's name.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="className">Its class, from which it follows what the controller has to be told and where requests come from; by default it is not known.</param>
    /// <param name="listener">The name of the listener that the routes belong to; by default every one that lets them in.</param>
    /// <param name="redirectListener">The name of the listener whose requests are sent on to HTTPS; by default none, for many Gateways do so by themselves.</param>
    /// <returns>The same overlay.</returns>
    /// <exception cref="ArgumentException">A name has not the form that Kubernetes asks for, or <paramref name="redirectListener"/> is given without another <paramref name="listener"/>.</exception>
    public KubernetesOverlay WithExistingGateway(string name, string @namespace, string? className = null, string? listener = null, string? redirectListener = null)
    {
        var gateway = new ExistingGatewayDescription(name, @namespace, listener, redirectListener);
        return ChangeIngresses(ingress => ingress.AsRoutesOf(gateway, className));
    }

    /// <summary>Names the namespace that the pods of the controller run in, where it does not follow from the class.</summary>
    /// <param name="name">The namespace.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithControllerNamespace(string name) => ChangeIngresses(ingress => ingress with { ControllerNamespace = name });

    /// <summary>Adds an annotation for the controller of Ingresses and Gateways.</summary>
    /// <param name="key">The annotation's key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithIngressAnnotation(string key, string value) => ChangeIngresses(ingress => ingress with
    {
        Annotations = new Dictionary<string, string>(ingress.Annotations) { [key] = value },
    });

    /// <summary>Sets the size and the storage class of every persistent volume that names none.</summary>
    /// <param name="size">The size as a Kubernetes quantity.</param>
    /// <param name="storageClass">The storage class; <see langword="null"/> leaves it.</param>
    /// <returns>The same overlay.</returns>
    public KubernetesOverlay WithStorage(string size, string? storageClass = null) =>
        Change(application => application with { StorageSize = size, StorageClass = storageClass ?? application.StorageClass });

    internal OverlayDescription Describe() => new(Name, application => _changes.Aggregate(application, (changed, change) => change(changed)));

    private KubernetesOverlay ChangeDeployments(Func<WorkloadDescription, WorkloadDescription> change) =>
        ChangeWorkloads(workload => workload is { Kind: WorkloadKind.Deployment, Component: not "dashboard" } ? change(workload) : workload);

    private KubernetesOverlay ChangeWorkloads(Func<WorkloadDescription, WorkloadDescription> change) =>
        Change(application => application with { Workloads = [.. application.Workloads.Select(change)] });

    private KubernetesOverlay ChangeIngresses(Func<IngressDescription, IngressDescription> change) =>
        Change(application => application.ChangeRoutes(change));

    private KubernetesOverlay Change(Func<ApplicationDescription, ApplicationDescription> change)
    {
        _changes.Add(change);
        return this;
    }
}
