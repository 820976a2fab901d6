namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>How a workload is.</summary>
public sealed record WorkloadStatus
{
    /// <summary>What it is.</summary>
    public required ControllerKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is rolled out: as many pods as are asked for are ready, and all of them are of the newest revision.</summary>
    public required bool IsHealthy { get; init; }

    /// <summary>Whether it is certain that it does not become healthy by itself. Otherwise it may be on its way.</summary>
    public required bool HasFailed { get; init; }

    /// <summary>In a few words.</summary>
    public required string Status { get; init; }

    /// <summary>How many pods are asked for.</summary>
    public required int Desired { get; init; }

    /// <summary>How many pods are ready, of whatever revision.</summary>
    public required int Ready { get; init; }

    /// <summary>The images of its containers, without registry and path: <c>auth:1.0.0</c>.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>How often the containers of its pods were restarted, together.</summary>
    public int Restarts { get; init; }

    /// <summary>What scales it, if something does.</summary>
    public AutoscalerStatus? Autoscaler { get; init; }

    /// <summary>What stands in its way, if that is known.</summary>
    public RolloutProblem? Problem { get; init; }
}
