namespace Aspire.Hosting.Running.Probing;

/// <summary>What a probe decides; the names and meanings are Kubernetes' own.</summary>
internal enum ProbeKind
{
    /// <summary>Until it succeeds, the other probes wait; if it keeps failing, the process is started again.</summary>
    Startup,

    /// <summary>Whether the replica gets traffic.</summary>
    Readiness,

    /// <summary>If it keeps failing, the process is started again.</summary>
    Liveness,
}
