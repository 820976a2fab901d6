namespace Aspirate.Cluster.Rollouts;

/// <summary>How long a problem may last, or how often it may happen, until it is certain that it does not pass by itself.</summary>
public sealed record RolloutPatience
{
    /// <summary>How often an image may fail to be pulled. A registry can be away for a moment. Default: 2.</summary>
    public int ImagePulls { get; init; } = 2;

    /// <summary>How often a container may end with an error; not counted while another workload is on its way, for which it may wait. Default: 3.</summary>
    public int Crashes { get; init; } = 3;

    /// <summary>How old a pod whose container ends again and again has to be. Newer releases of Kubernetes restart within a second. Default: 15 seconds.</summary>
    public TimeSpan CrashLoop { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a Secret, a ConfigMap, a key of them or a storage class may be missing; another controller may bring it. Default: 10 seconds.</summary>
    public TimeSpan MissingObject { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the cluster may refuse to create pods; a quota can become free. Default: 20 seconds.</summary>
    public TimeSpan Refusal { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long there may be no node for a pod; the pods it replaces may be on their way out. Default: 60 seconds.</summary>
    public TimeSpan Scheduling { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a container may run without a failing probe of it being told: every start looks like that. Default: 10 seconds.</summary>
    public TimeSpan FirstAnswer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a started container may fail its readiness probe, once no other workload is on its way. Default: 2 minutes.</summary>
    public TimeSpan Readiness { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a container without a readiness probe has to run until it is believed to be ready; for the cluster it is as soon as it is started. Default: 5 seconds.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(5);
}
