namespace Aspirate.Cluster.Rollouts;

/// <summary>The kinds of objects that bring pods about and whose rollout can be followed.</summary>
public enum ControllerKind
{
    /// <summary>A Deployment of <c>apps/v1</c>.</summary>
    Deployment,

    /// <summary>A StatefulSet of <c>apps/v1</c>.</summary>
    StatefulSet,

    /// <summary>A DaemonSet of <c>apps/v1</c>.</summary>
    DaemonSet,

    /// <summary>A Job of <c>batch/v1</c>; it is rolled out when it has completed.</summary>
    Job,
}
