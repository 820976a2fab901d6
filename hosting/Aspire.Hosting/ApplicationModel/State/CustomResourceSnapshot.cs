using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource at one moment, as it is shown to people and waited for by other resources.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Gets the kind of resource that is shown, such as <c>Project</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Gets further facts, by name.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>Gets when the resource was made.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>Gets when it started.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>Gets when it ended.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>Gets the state, see <see cref="KnownResourceStates"/>.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>Gets the exit code, once the resource has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Gets the results of the health checks; one without a status has not been run yet.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; init; } = [];

    /// <summary>Gets whether the resource is healthy: the worst of the <see cref="HealthReports"/>; <see langword="null"/> unless it runs.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running
        ? null
        : HealthReports.Length == 0
            ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
            : HealthReports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

    /// <summary>Gets the environment.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Gets the addresses.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Gets the mounts.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>Gets the relations to other resources.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>Gets what people can make the resource do.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>Gets whether the resource is not shown.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Gets the name of the icon.</summary>
    public string? IconName { get; init; }

    /// <summary>Gets the variant of the icon.</summary>
    public IconVariant? IconVariant { get; init; }
}
