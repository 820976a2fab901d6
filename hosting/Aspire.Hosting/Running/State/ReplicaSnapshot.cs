using System.Collections.Immutable;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Reconciliation;
using Aspire.Hosting.Running.Replicas;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running.State;

/// <summary>Translates a replica's status into what watchers of the model are used to.</summary>
internal static class ReplicaSnapshot
{
    /// <summary>The state of a replica that waits to be started again; the official states have no word for it.</summary>
    public const string Backoff = "Backoff";

    public static CustomResourceSnapshot Apply(
        CustomResourceSnapshot snapshot, IResource resource, ReplicaStatus status, ReplicaRecord record, string source, ImmutableArray<HealthReportSnapshot> checks) => snapshot with
        {
            ResourceType = Type(resource),
            State = State(status),
            ExitCode = status.ExitCode,
            CreationTimeStamp = snapshot.CreationTimeStamp ?? DateTime.UtcNow,
            StartTimeStamp = status.StartedAt?.UtcDateTime,
            StopTimeStamp = status.ExitedAt?.UtcDateTime,
            HealthReports = [Readiness(status), .. checks],
            EnvironmentVariables = [.. record.Configuration?.Environment ?? []],
            Properties = [.. Properties(resource, status, record, source)],
        };

    public static string Type(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ContainerResource => "Container",
        ExecutableResource => "Executable",
        _ => resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal),
    };

    private static ResourceStateSnapshot State(ReplicaStatus status) => status.Phase switch
    {
        ReplicaPhase.Waiting => new(KnownResourceStates.Waiting, KnownResourceStateStyles.Info),
        ReplicaPhase.Starting => new(KnownResourceStates.Starting, KnownResourceStateStyles.Info),
        ReplicaPhase.Running => new(KnownResourceStates.Running, status.IsReady || !status.WasReady ? KnownResourceStateStyles.Success : KnownResourceStateStyles.Warn),
        ReplicaPhase.Stopping => new(KnownResourceStates.Stopping, KnownResourceStateStyles.Info),
        ReplicaPhase.Backoff when status.StartedAt is null => new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
        ReplicaPhase.Backoff => new(Backoff, KnownResourceStateStyles.Warn),
        _ when status.StopReason is StopReason.NotDesired => new(KnownResourceStates.Exited, KnownResourceStateStyles.Info),
        _ => status.ExitCode is 0 or null
            ? new(KnownResourceStates.Finished, KnownResourceStateStyles.Success)
            : new(KnownResourceStates.Exited, KnownResourceStateStyles.Error),
    };

    private static HealthReportSnapshot Readiness(ReplicaStatus status) => status.Phase is ReplicaPhase.Running
        ? new("readiness", status.IsReady ? HealthStatus.Healthy : HealthStatus.Unhealthy, status.Message, null) { LastRunAt = DateTime.UtcNow }
        : new("readiness", null, status.Message, null);

    private static IEnumerable<ResourcePropertySnapshot> Properties(IResource resource, ReplicaStatus status, ReplicaRecord record, string source)
    {
        yield return new(CustomResourceKnownProperties.Source, source);

        if (resource is ProjectResource)
        {
            yield return new("project.path", source);
        }

        if (resource is ContainerResource)
        {
            yield return new("container.image", source);
        }

        if (record.Process is { } process)
        {
            yield return new("executable.path", process.FileName);
            yield return new("executable.workDir", process.WorkingDirectory);

            var arguments = record.Configuration!.Arguments;
            yield return new("executable.args", arguments.Select(argument => argument.Value).ToImmutableArray()) { IsSensitive = arguments.Any(argument => argument.IsSecret) };
        }

        if (status.ProcessId is { } processId)
        {
            yield return new("executable.pid", processId);
        }

        if (record.Configuration is { } configuration && status.ProcessId is not null)
        {
            yield return new("replica.ports", string.Join(", ", configuration.Ports.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key.Name} {pair.Value}"))));
        }

        yield return new("replica.restarts", status.Restarts);

        if (status.ExitCode is { } exitCode)
        {
            yield return new("resource.exitCode", exitCode);
        }
    }
}
