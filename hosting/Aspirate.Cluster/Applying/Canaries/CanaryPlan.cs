using Aspirate.Cluster.Applying.Planning;

namespace Aspirate.Cluster.Applying.Canaries;

/// <summary>How new versions are brought up beside the old ones, and get a share of the requests. Nothing of it has been done.</summary>
public sealed class CanaryPlan
{
    internal CanaryPlan(ApplyPlan plan, IReadOnlyList<ObjectChange> routes, IReadOnlyList<CanaryWorkload> workloads, CanaryTelemetry? telemetry, int percent) =>
        (Plan, Routes, Workloads, Telemetry, Percent) = (plan, routes, workloads, telemetry, percent);

    /// <summary>What brings the new versions up. No request is led to them by it.</summary>
    public ApplyPlan Plan { get; }

    /// <summary>What leads their share of the requests to them, once they are ready.</summary>
    public IReadOnlyList<ObjectChange> Routes { get; }

    /// <summary>The workloads that are tried out; empty when nothing changes that requests are led to.</summary>
    public IReadOnlyList<CanaryWorkload> Workloads { get; }

    /// <summary>What tells how users' requests end; <see langword="null"/> when nothing does.</summary>
    public CanaryTelemetry? Telemetry { get; }

    /// <summary>The share of the requests, in percent.</summary>
    public int Percent { get; }
}
