namespace Aspire.Hosting.Running;

/// <summary>How an application is run, apart from the model.</summary>
internal sealed class RunnerOptions
{
    /// <summary>Whether every proxied port is any free one, whatever the model says: several runs at once do not meet.</summary>
    public bool RandomizePorts { get; set; }

    /// <summary>Whether the services' logs are shown in the terminal.</summary>
    public bool ShowLogs { get; set; }

    /// <summary>Whether the run has a terminal and ends the process when it cannot go on; tests have neither.</summary>
    public bool IsInteractive { get; set; } = true;

    /// <summary>What may run only once at a time in the AppHost's folder; the AppHost itself by default.</summary>
    public string? LockName { get; set; }

    /// <summary>How long a process may take to end by itself.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After how many ends in a row a resource that was never ready ends the run.</summary>
    public int StartAttempts { get; set; } = 3;
}
