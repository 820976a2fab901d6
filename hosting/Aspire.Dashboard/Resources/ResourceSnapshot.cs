using System.Collections.Immutable;

namespace Aspire.Dashboard.Resources;

/// <summary>The state of one replica of a resource, or of the resource as a whole, as the AppHost or the cluster tells it.</summary>
public sealed record ResourceSnapshot
{
    /// <summary>The replica's unique name, for example <c>order-x7k2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The resource's name in the model; replicas share it.</summary>
    public required string DisplayName { get; init; }

    /// <summary><c>Project</c>, <c>Container</c>, <c>Executable</c>, <c>Parameter</c>, …</summary>
    public required string ResourceType { get; init; }

    /// <summary>The AppHost's own id.</summary>
    public required string Uid { get; init; }

    /// <summary><c>Running</c>, <c>Starting</c>, <c>Exited</c>, …; null before the first word of it.</summary>
    public string? State { get; init; }

    /// <summary><c>success</c>, <c>info</c>, <c>warning</c> or <c>error</c>; null if the AppHost gives none.</summary>
    public string? StateStyle { get; init; }

    /// <summary>Health: the worst of the reports, null when there are none or the resource does not run.</summary>
    public ResourceHealth? Health { get; init; }

    /// <summary>Results of health checks.</summary>
    public ImmutableArray<ResourceHealthReport> HealthReports { get; init; } = [];

    /// <summary>When the resource was made known.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the process started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the process ended.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Where it can be opened.</summary>
    public ImmutableArray<ResourceUrl> Urls { get; init; } = [];

    /// <summary>Environment variables. Values may be secrets.</summary>
    public ImmutableArray<ResourceEnvironmentVariable> Environment { get; init; } = [];

    /// <summary>Further facts: process id, path, image, exit code, …</summary>
    public ImmutableArray<ResourceProperty> Properties { get; init; } = [];

    /// <summary>Mounts of a container.</summary>
    public ImmutableArray<ResourceVolume> Volumes { get; init; } = [];

    /// <summary>Whom it refers to.</summary>
    public ImmutableArray<ResourceRelationship> Relationships { get; init; } = [];

    /// <summary>What can be done with it.</summary>
    public ImmutableArray<ResourceCommand> Commands { get; init; } = [];

    /// <summary>
    /// Whether this is the resource as a whole, which runs its replicas and writes to no console itself: a workload of a cluster. Its
    /// <see cref="Name"/> is its <see cref="DisplayName"/>. Where there is one, it speaks for its replicas.
    /// </summary>
    public bool IsWorkload { get; init; }

    /// <summary>Versions rolled out, the latest first.</summary>
    public ImmutableArray<ResourceRollout> Rollouts { get; init; } = [];

    /// <summary>What happened to it, the latest first.</summary>
    public ImmutableArray<ResourceEvent> Events { get; init; } = [];

    /// <summary>Left out of the table unless asked for.</summary>
    public bool IsHidden { get; init; }

    /// <summary>A Fluent UI icon's name; null for the type's own.</summary>
    public string? IconName { get; init; }

    /// <summary>The value of a property by name (see <see cref="KnownResourceProperties"/>); null when it is not there.</summary>
    public string? GetProperty(string name)
    {
        foreach (var property in Properties)
        {
            if (string.Equals(property.Name, name, StringComparison.Ordinal))
            {
                return property.Value;
            }
        }

        return null;
    }
}
