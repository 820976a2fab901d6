namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>What happens when a process ends by itself; the names are Kubernetes' own.</summary>
internal enum RestartPolicy
{
    /// <summary>It is a service: it is started again, whatever its exit code.</summary>
    Always,

    /// <summary>It is a tool: exit code 0 is its proper end.</summary>
    OnFailure,

    /// <summary>Somebody waits for its completion: it ends once, well or badly.</summary>
    Never,
}
