using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>The logs of some pods, merged by time. Lines are as they were written, colours included.</summary>
/// <remarks>It needs the verb <c>get</c> on pods and pods/log.</remarks>
/// <param name="cluster">The connection.</param>
/// <param name="namespace">Where the pods are.</param>
/// <param name="watch">What tells of pods that come.</param>
/// <param name="pods">Which pods.</param>
/// <param name="time">The clock.</param>
internal sealed class PodLogs(IKubernetes cluster, string @namespace, INamespaceWatch watch, Func<ClusterObjects, IEnumerable<V1Pod>> pods, TimeProvider time)
{
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(1);

    /// <summary>The lines that there are now.</summary>
    /// <param name="objects">What is known of the pods.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<LogLine> ReadAsync(ClusterObjects objects, LogQuery query, CancellationToken cancellationToken) =>
        LogMerge.MergeAsync(LogContainers.Of(pods(objects)).Select(container => Log(container).ReadAsync(query, cancellationToken)), cancellationToken);

    /// <summary>The lines that there are now, and then those that come: also of pods that do not exist yet, and across lost connections.</summary>
    /// <param name="objects">What is known of the pods.</param>
    /// <param name="query">Which lines to begin with.</param>
    /// <param name="cancellationToken">Ends the following, with an <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<LogLine> FollowAsync(ClusterObjects objects, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var known = LogContainers.Of(pods(objects)).ToDictionary(container => container, Log);
        await foreach (var line in LogMerge.MergeAsync(known.Values.Select(log => log.ReadAsync(query, cancellationToken)), cancellationToken))
        {
            yield return line;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(1000) { SingleReader = true });
        var pump = PumpAsync(known, began, lines.Writer, stopping.Token);
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
    private async Task PumpAsync(Dictionary<LogContainer, ContainerLog> known, DateTimeOffset began, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        var following = new Dictionary<LogContainer, Task>();
        try
        {
            await foreach (var objects in watch.FollowAsync(TimeSpan.FromMinutes(1), cancellationToken))
            {
                foreach (var container in LogContainers.Running(pods(objects)).Where(container => !following.ContainsKey(container)))
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
