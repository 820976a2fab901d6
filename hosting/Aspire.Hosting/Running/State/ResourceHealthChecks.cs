using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running.State;

/// <summary>
/// The health checks that ask a resource from outside (<c>WithHealthCheck</c>): a database that answers, for example.
/// They say whether others may begin, not which replica gets traffic.
/// </summary>
internal sealed class ResourceHealthChecks(HealthCheckService? checks, TimeProvider time)
{
    private static readonly TimeSpan StartPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RecoveryPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SteadyPeriod = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<IResource, ImmutableArray<HealthReportSnapshot>> _reports = [];

    /// <summary>The present answers; <c>null</c> states until a check has run.</summary>
    public ImmutableArray<HealthReportSnapshot> Reports(IResource resource) =>
        _reports.GetOrAdd(resource, static each => [.. Keys(each).Select(key => new HealthReportSnapshot(key, null, null, null))]);

    public bool IsHealthy(IResource resource) => Reports(resource).All(report => report.Status is HealthStatus.Healthy);

    /// <summary>Asks for as long as the resource runs.</summary>
    public async Task WatchAsync(IResource resource, Action onChanged, CancellationToken cancellationToken)
    {
        var keys = Keys(resource).ToHashSet();
        var wasHealthy = false;

        while (keys.Count > 0 && checks is not null)
        {
            var answer = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), cancellationToken);
            var reports = answer.Entries
                .Select(entry => new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.Message) { LastRunAt = time.GetUtcNow().UtcDateTime })
                .ToImmutableArray();

            var changed = !reports.Select(report => (report.Name, report.Status)).SequenceEqual(Reports(resource).Select(report => (report.Name, report.Status)));
            _reports[resource] = reports;

            if (changed)
            {
                onChanged();
            }

            var isHealthy = answer.Status is HealthStatus.Healthy;
            wasHealthy |= isHealthy;
            await Task.Delay(isHealthy ? SteadyPeriod : wasHealthy ? RecoveryPeriod : StartPeriod, time, cancellationToken);
        }
    }

    /// <summary>The resource has ended: nothing is known any more.</summary>
    public void Forget(IResource resource) => _reports.TryRemove(resource, out _);

    // Those by HTTP ask each replica instead (ReplicaProbes).
    private static IEnumerable<string> Keys(IResource resource)
    {
        var byHttp = resource.Annotations.OfType<HttpHealthCheckAnnotation>().Select(check => check.Key).ToHashSet();
        return resource is ProjectResource or ExecutableResource or ContainerResource
            ? resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).Where(key => !byHttp.Contains(key))
            : resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key);
    }
}
