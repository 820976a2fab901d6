namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>What runs the pods of a workload.</summary>
public enum WorkloadKind
{
    /// <summary>Interchangeable pods that run until they are told to stop.</summary>
    Deployment,

    /// <summary>Pods with a name and a volume of their own, as databases need them.</summary>
    StatefulSet,

    /// <summary>A pod that runs to completion.</summary>
    Job,
}
