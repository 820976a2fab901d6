namespace Aspirate.Cluster.Building.Targets;

/// <summary>What images can be built for.</summary>
internal enum TargetKind
{
    /// <summary>A registry.</summary>
    Registry,

    /// <summary>The Docker daemon of this machine.</summary>
    Docker,

    /// <summary>Podman.</summary>
    Podman,

    /// <summary>The nodes of a Minikube cluster.</summary>
    Minikube,

    /// <summary>The nodes of a kind cluster.</summary>
    Kind,

    /// <summary>The nodes of a k3d cluster.</summary>
    K3d,

    /// <summary>A file for each image.</summary>
    Archive,
}
