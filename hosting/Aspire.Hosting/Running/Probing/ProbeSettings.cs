namespace Aspire.Hosting.Running.Probing;

/// <summary>When and how often to ask. The defaults are Kubernetes' own.</summary>
internal sealed record ProbeSettings
{
    public TimeSpan InitialDelay { get; init; } = TimeSpan.Zero;

    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    public int SuccessThreshold { get; init; } = 1;

    public int FailureThreshold { get; init; } = 3;
}
