using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>What a controller says of its rollout.</summary>
internal sealed record ControllerStatus
{
    public required bool IsRolledOut { get; init; }

    /// <summary>What it waits for, or what it has come to.</summary>
    public required string Text { get; init; }

    public int Desired { get; init; }

    public int Updated { get; init; }

    public int Ready { get; init; }

    public int Old { get; init; }

    /// <summary>The pods of the newest revision; null when the cluster has not taken notice of the change yet.</summary>
    public IReadOnlyList<V1Pod>? Pods { get; init; }

    /// <summary>What the controller itself knows to be wrong.</summary>
    public Finding? Finding { get; init; }

    /// <summary>The controller has given up, so that every problem of its pods is the reason.</summary>
    public bool HasGivenUp { get; init; }

    /// <summary>The cluster has not yet taken notice of the change: nothing else that it says is about it.</summary>
    public static ControllerStatus NotObserved(int desired) => new() { IsRolledOut = false, Desired = desired, Text = "waiting for the cluster to take notice of the change" };
}
