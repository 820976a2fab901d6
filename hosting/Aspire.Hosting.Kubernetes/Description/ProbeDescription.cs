namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A probe of a workload: an HTTP request, a TCP connection or a command, and how often.</summary>
public sealed record ProbeDescription
{
    /// <summary>What the answer decides.</summary>
    public required ProbeKind Kind { get; init; }

    /// <summary>The endpoint that is asked; <see langword="null"/> when <see cref="Command"/> is run.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The path of the HTTP request; <see langword="null"/> when only a connection is made.</summary>
    public string? Path { get; init; }

    /// <summary>The command that is run in the container; exit code 0 is success.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Seconds before the first probe; <see langword="null"/> is none.</summary>
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Seconds between two probes; <see langword="null"/> takes the default of the kind.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>Seconds to wait for an answer; <see langword="null"/> takes the default of the kind.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Failures in a row that count; <see langword="null"/> takes the default of the kind.</summary>
    public int? FailureThreshold { get; init; }

    /// <summary>Successes in a row that count; <see langword="null"/> is 1. Only readiness may ask for more.</summary>
    public int? SuccessThreshold { get; init; }
}
