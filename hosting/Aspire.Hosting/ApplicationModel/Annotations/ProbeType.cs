namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a probe decides.</summary>
public enum ProbeType
{
    /// <summary>Whether the process has started; until then the other probes are not asked.</summary>
    Startup,

    /// <summary>Whether it is given traffic.</summary>
    Readiness,

    /// <summary>Whether it is restarted.</summary>
    Liveness,
}
