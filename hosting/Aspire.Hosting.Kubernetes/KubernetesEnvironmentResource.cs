using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Completion;
using Aspire.Hosting.Kubernetes.Publishing;

namespace Aspire.Hosting.Kubernetes;

/// <summary>A Kubernetes cluster that the application is published to.</summary>
public sealed class KubernetesEnvironmentResource : Resource, IComputeEnvironmentResource
{
    /// <summary>Makes the resource.</summary>
    /// <param name="name">The resource's name.</param>
    public KubernetesEnvironmentResource(string name)
        : base(name)
    {
    }

    /// <summary>Gets or sets whether the dashboard is published with the application. It is by default.</summary>
    public bool DashboardEnabled { get; set; } = true;

    /// <summary>Gets or sets when images are pulled: <c>IfNotPresent</c> (the default), <c>Always</c> or <c>Never</c>.</summary>
    public string DefaultImagePullPolicy { get; set; } = "IfNotPresent";

    /// <summary>Gets or sets the type of Services that name none: <c>ClusterIP</c> (the default), <c>NodePort</c> or <c>LoadBalancer</c>.</summary>
    public string DefaultServiceType { get; set; } = "ClusterIP";

    /// <summary>Gets or sets the storage class of volumes that name none; <see langword="null"/> is the cluster's default.</summary>
    public string? DefaultStorageClassName { get; set; }

    /// <summary>Gets or sets the access mode of volumes that name none. The default is <c>ReadWriteOnce</c>.</summary>
    public string DefaultStorageReadWritePolicy { get; set; } = "ReadWriteOnce";

    /// <summary>Gets or sets the size of volumes that name none, as a Kubernetes quantity. The default is <c>1Gi</c>.</summary>
    public string DefaultStorageSize { get; set; } = "1Gi";

    /// <summary>
    /// Gets or sets what a named volume is: <c>pvc</c> (the default), whose data outlive the pod, or <c>emptyDir</c>, which
    /// every new pod finds empty. Capitals make no difference. <c>hostPath</c>, a folder of whichever node the pod runs on, is refused
    /// when the application is published: no Pod Security Standard but "privileged" allows it.
    /// </summary>
    public string DefaultStorageType { get; set; } = "pvc";

    /// <summary>Gets or sets the file that says how the cluster is reached; <see langword="null"/> is kubectl's own.</summary>
    public string? KubeConfigPath { get; set; }

    /// <summary>Gets or sets the environment that this one is a part of, when another one manages the cluster.</summary>
    public IComputeEnvironmentResource? OwningComputeEnvironment { get; set; }

    internal IResourceBuilder<KubernetesAspireDashboardResource>? Dashboard { get; set; }

    internal List<KubernetesOverlay> Overlays { get; } = [];

    internal ExposureDescription Exposure { get; set; } = new();

    internal NetworkPolicyMode NetworkPolicies { get; set; } = NetworkPolicyMode.Strict;

    /// <summary>The host name of an endpoint inside the cluster: its Service's.</summary>
    /// <param name="endpointReference">The endpoint.</param>
    /// <returns>The host name.</returns>
    [Experimental("ASPIRECOMPUTE002")]
    public ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference)
    {
        ArgumentNullException.ThrowIfNull(endpointReference);

        return ReferenceExpression.Create($"{ClusterName.Of(ServiceNameAnnotation.NameOf(endpointReference.Resource))}");
    }

    /// <summary>Whether a resource is published to this cluster: it names this one, or the environment that this is a part of, or none.</summary>
    internal bool IsTargetOf(IResource resource) =>
        resource.GetComputeEnvironment() is not { } chosen || chosen == this || chosen == OwningComputeEnvironment;
}
