namespace Cluster.Tests;

/// <summary>By what requests come into the deployed application.</summary>
public enum WayIn
{
    /// <summary>The Ingress of the tree, over plain HTTP.</summary>
    Ingress,

    /// <summary>The Ingress of the overlay <c>tls</c>.</summary>
    SecureIngress,

    /// <summary>The Gateway of the overlay <c>gateway-tls</c>.</summary>
    SecureGateway,
}
