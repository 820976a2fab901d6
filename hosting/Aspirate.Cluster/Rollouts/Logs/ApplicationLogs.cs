using System.Runtime.CompilerServices;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;

namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>The logs of an application's pods, merged by time.</summary>
/// <remarks>It needs the verbs <c>list</c> and (to follow) <c>watch</c> and <c>get</c> on pods, and <c>get</c> on pods/log.</remarks>
/// <param name="cluster">The connection.</param>
/// <param name="namespace">Where the application is.</param>
/// <param name="time">The clock.</param>
public sealed class ApplicationLogs(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private readonly NamespaceWatch _watch = new([new NamespaceFeeds(cluster, @namespace, time).Pods], time);

    /// <summary>The lines that there are now.</summary>
    /// <param name="query">Which lines.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClusterException">There is no such resource, or the cluster cannot be used.</exception>
    public IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, CancellationToken cancellationToken = default) =>
        LinesAsync(query, (logs, objects) => logs.ReadAsync(objects, query, cancellationToken), cancellationToken);

    /// <summary>The lines that there are now, and then those that come: also of pods that do not exist yet, and across lost connections.</summary>
    /// <param name="query">Which lines to begin with.</param>
    /// <param name="cancellationToken">Ends the following, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ClusterException">There is no such resource, or the cluster cannot be used.</exception>
    public IAsyncEnumerable<LogLine> FollowAsync(LogQuery query, CancellationToken cancellationToken = default) =>
        LinesAsync(query, (logs, objects) => logs.FollowAsync(objects, query, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<LogLine> LinesAsync(LogQuery query, Func<PodLogs, ClusterObjects, IAsyncEnumerable<LogLine>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var objects = await _watch.ReadAsync(cancellationToken);
        LogContainers.Require(objects, query.Resources, @namespace);
        var logs = new PodLogs(cluster, @namespace, _watch, known => LogContainers.PodsOf(known, query.Resources), time);
        await foreach (var line in read(logs, objects).WithCancellation(cancellationToken))
        {
            yield return line with { Text = TerminalText.LogLine(line.Text) };
        }
    }
}
