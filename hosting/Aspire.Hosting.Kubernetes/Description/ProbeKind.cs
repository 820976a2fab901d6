namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>What the answer of a probe decides.</summary>
public enum ProbeKind
{
    /// <summary>Whether the container has started; the other probes wait for it.</summary>
    Startup,

    /// <summary>Whether the pod gets traffic.</summary>
    Readiness,

    /// <summary>Whether the container has to be restarted.</summary>
    Liveness,
}
