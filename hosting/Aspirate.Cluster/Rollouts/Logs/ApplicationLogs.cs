using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Autorest;

namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>The logs of an application's pods, merged by time.</summary>
/// <remarks>It needs the verbs <c>list</c> and (to follow) <c>watch</c> and <c>get</c> on pods, and <c>get</c> on pods/log.</remarks>
/// <param name="cluster">The connection.</param>
/// <param name="namespace">Where the application is.</param>
/// <param name="time">The clock.</param>
public sealed class ApplicationLogs(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(1);

    private readonly NamespaceFeeds _feeds = new(cluster, @namespace, time);

    /// <summary>The lines that there are now.</summary>
    /// <param name="query">Which lines.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClusterException">There is no such resource, or the cluster cannot be used.</exception>
    public async IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var objects = await new NamespaceWatch([_feeds.Pods], time).ReadAsync(cancellationToken);
        var containers = LogContainers.Of(objects, query.Resources, @namespace);
        await foreach (var line in LogMerge.MergeAsync(containers.Select(container => Log(container).ReadAsync(query, cancellationToken)), cancellationToken))
        {
            yield return line;
        }
    }

    /// <summary>The lines that there are now, and then those that come: also of pods that do not exist yet, and across lost connections.</summary>
    /// <param name="query">Which lines to begin with.</param>
    /// <param name="cancellationToken">Ends the following, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ClusterException">There is no such resource, or the cluster cannot be used.</exception>
    public async IAsyncEnumerable<LogLine> FollowAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var began = time.GetUtcNow();
        var watch = new NamespaceWatch([_feeds.Pods], time);
        var known = LogContainers.Of(await watch.ReadAsync(cancellationToken), query.Resources, @namespace).ToDictionary(container => container, Log);
        await foreach (var line in LogMerge.MergeAsync(known.Values.Select(log => log.ReadAsync(query, cancellationToken)), cancellationToken))
        {
            yield return line;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(1000) { SingleReader = true });
        var pump = PumpAsync(watch, query, known, began, lines.Writer, stopping.Token);
        try
        {
            await foreach (var line in LogMerge.OrderAsync(lines.Reader, Hold, time, cancellationToken))
            {
                yield return line;
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await pump;
        }
    }

    // Starts to follow each run of each container as soon as it is known.
    private async Task PumpAsync(
        NamespaceWatch watch, LogQuery query, Dictionary<LogContainer, ContainerLog> known, DateTimeOffset began, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        var following = new Dictionary<LogContainer, Task>();
        try
        {
            await foreach (var objects in watch.FollowAsync(TimeSpan.FromMinutes(1), cancellationToken))
            {
                foreach (var container in LogContainers.Running(objects, query.Resources).Where(container => !following.ContainsKey(container)))
                {
                    // Of a run that began later, everything is new.
                    var isOld = known.TryGetValue(container, out var log);
                    following.Add(container, FollowAsync(container, log ?? Log(container), isOld ? began : null, lines, cancellationToken));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // The reader throws it.
            lines.TryComplete(exception);
        }

        await Task.WhenAll(following.Values);
    }

    private async Task FollowAsync(LogContainer container, ContainerLog log, DateTimeOffset? since, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                try
                {
                    await foreach (var line in log.FollowAsync(since, cancellationToken))
                    {
                        await lines.WriteAsync(line, cancellationToken);
                    }
                }
                catch (Exception lost) when (LostConnection.Is(lost, cancellationToken))
                {
                    await Task.Delay(ReconnectDelay, time, cancellationToken);
                }
            }
            while (await IsStillRunningAsync(container, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            lines.TryComplete(exception);
        }
    }

    // The end of a stream does not tell whether the run has ended, or only the connection.
    private async Task<bool> IsStillRunningAsync(LogContainer container, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var pod = await cluster.CoreV1.ReadNamespacedPodAsync(container.Origin.Pod, @namespace, cancellationToken: cancellationToken);
                if (!LogContainers.IsRunning(pod, container))
                {
                    return false;
                }

                // The kubelet may take a moment to report the end.
                await Task.Delay(ReconnectDelay, time, cancellationToken);
                return true;
            }
            catch (HttpOperationException gone) when (gone.Response.StatusCode == HttpStatusCode.NotFound)
            {
                return false;
            }
            catch (Exception lost) when (LostConnection.Is(lost, cancellationToken))
            {
                await Task.Delay(ReconnectDelay, time, cancellationToken);
            }
        }
    }

    private ContainerLog Log(LogContainer container) => new(cluster, @namespace, container.Origin, time);
}
