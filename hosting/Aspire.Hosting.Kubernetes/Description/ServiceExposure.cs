namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>How a Service is reached.</summary>
public enum ServiceExposure
{
    /// <summary>By a virtual address inside the cluster.</summary>
    ClusterIP,

    /// <summary>By a port on every node too.</summary>
    NodePort,

    /// <summary>By an address that the cloud gives too.</summary>
    LoadBalancer,

    /// <summary>By the addresses of its pods: its DNS name gives them all.</summary>
    Headless,
}
