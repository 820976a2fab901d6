namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a resource is asked how it is. The terms and defaults are Kubernetes' own (Probe v1 core).</summary>
public abstract class ProbeAnnotation : IResourceAnnotation
{
    /// <summary>Gets what the probe decides.</summary>
    public required ProbeType Type { get; init; }

    /// <summary>Gets the time between the start of the process and the first attempt, in seconds; 5 by default.</summary>
    public int InitialDelaySeconds { get; init; } = 5;

    /// <summary>Gets the time between attempts, in seconds; 5 by default.</summary>
    public int PeriodSeconds { get; init; } = 5;

    /// <summary>Gets or sets how long an answer may take, in seconds; 1 by default.</summary>
    public int TimeoutSeconds { get; set; } = 1;

    /// <summary>Gets how many failures in a row count as failed; 3 by default.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Gets how many successes in a row count as well again; 1 by default, and always 1 for startup and liveness.</summary>
    public int SuccessThreshold { get; init; } = 1;
}
