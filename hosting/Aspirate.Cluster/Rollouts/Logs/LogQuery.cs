namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>Which lines are asked for.</summary>
public sealed record LogQuery
{
    /// <summary>The resources of the model; none means all of them.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Only lines that are not older. Default: any age.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>Only so many of the last lines of each container. Default: all.</summary>
    public int? Tail { get; init; }

    /// <summary>The log of each container's run before the present one, as it is wanted after a crash. Default: the present one.</summary>
    public bool Previous { get; init; }
}
