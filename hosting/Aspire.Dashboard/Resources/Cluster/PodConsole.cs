using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster;

/// <summary>What the containers of a pod write, in one stream; each line has its time in front.</summary>
internal sealed partial class PodConsole(
    IKubernetes client, string namespaceName, Func<string, V1Pod?> findPod, int tailLines, TimeProvider time, ILogger logger)
{
    private const int LargestBatch = 500;
    private const int LinesAhead = 2_000;

    // How long until a container that ended, or has not begun, is looked after again: in memory, without a request.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Clocks of a node and of this program differ; lines that came before are left out by their times anyway.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    /// <summary>Lines that exist, then new ones. Ends when the pod is gone or when cancelled, without an exception.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ConsoleLogLine>> WatchAsync(string podName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (findPod(podName)?.Spec is not { } spec)
        {
            yield break;
        }

        // Bounded: a flood waits in the kubelet, not here.
        var lines = Channel.CreateBounded<ConsoleLogLine>(new BoundedChannelOptions(LinesAhead) { SingleReader = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        string[] containers = [.. (spec.InitContainers ?? []).Concat(spec.Containers).Select(container => container.Name)];
        var following = CompleteAsync(
            lines.Writer,
            containers.Select(container => FollowAsync(podName, container, containers.Length > 1 ? $"[{container}] " : "", lines.Writer, left.Token)));
        var number = 0;

        try
        {
            while (await WaitToReadAsync(lines.Reader, cancellationToken))
            {
                var batch = new List<ConsoleLogLine>();

                while (batch.Count < LargestBatch && lines.Reader.TryRead(out var line))
                {
                    batch.Add(line with { Number = ++number });
                }

                yield return batch;
            }
        }
        finally
        {
            await left.CancelAsync();
            await following;
        }
    }

    private static async Task CompleteAsync(ChannelWriter<ConsoleLogLine> lines, IEnumerable<Task> containers)
    {
        try
        {
            await Task.WhenAll(containers);
        }
        catch (OperationCanceledException)
        {
            // Nobody reads any more.
        }

        lines.Complete();
    }

    /// <summary>One container, through its restarts.</summary>
    private async Task FollowAsync(string podName, string container, string prefix, ChannelWriter<ConsoleLogLine> lines, CancellationToken cancellationToken)
    {
        var position = new LogPosition();
        string? read = null;
        string? told = null;

        while (findPod(podName) is { } pod)
        {
            var status = (pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.InitContainerStatuses ?? []).FirstOrDefault(status => status.Name == container);

            if (status?.ContainerID is { Length: > 0 } id && id != read)
            {
                var ended = await ReadAsync(podName, container, prefix, position, lines, cancellationToken);
                // While it runs, the end of the stream is only that of the connection.
                read = ended && findPod(podName) is { } now && !IsRunning(now, container, id) ? id : null;
            }
            else if (status?.State?.Waiting is { Message.Length: > 0 } waiting && waiting.Message != told)
            {
                told = waiting.Message;
                await lines.WriteAsync(
                    new ConsoleLogLine(0, $"{time.GetUtcNow().UtcDateTime:O} {prefix}{waiting.Reason}: {waiting.Message}", IsError: true), cancellationToken);
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }

    /// <summary>Reads to the end of the stream.</summary>
    /// <returns>Whether that was the end of what the container wrote, as far as the stream tells.</returns>
    private async Task<bool> ReadAsync(
        string podName, string container, string prefix, LogPosition position, ChannelWriter<ConsoleLogLine> lines, CancellationToken cancellationToken)
    {
        position.Resume();

        try
        {
            using var response = await client.CoreV1.ReadNamespacedPodLogWithHttpMessagesAsync(
                podName,
                namespaceName,
                container,
                follow: true,
                timestamps: true,
                sinceSeconds: position.Last is { } last ? (int)Math.Ceiling((time.GetUtcNow() - last + ClockDifference).TotalSeconds) : null,
                tailLines: position.Last is null ? tailLines : null,
                cancellationToken: cancellationToken);
            using var reader = new StreamReader(response.Body);

            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (position.TryAdvance(line, out var text))
                {
                    await lines.WriteAsync(new ConsoleLogLine(0, text is null ? line : $"{line.AsSpan(0, line.Length - text.Length)}{prefix}{text}", IsError: false), cancellationToken);
                }
            }

            return true;
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            await lines.WriteAsync(new ConsoleLogLine(0, $"{prefix}The Kubernetes API refuses to read the log: the dashboard's Role has to allow to get pods/log.", IsError: true), cancellationToken);
            return true;
        }
        catch (Exception lost) when (lost is HttpOperationException or HttpRequestException or IOException)
        {
            LogLost(logger, podName, container, lost.Message);
            return false;
        }
    }

    private static bool IsRunning(V1Pod pod, string container, string id) =>
        (pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.InitContainerStatuses ?? []).Any(status =>
            status.Name == container && status.ContainerID == id && status.State?.Running is not null);

    private static async Task<bool> WaitToReadAsync(ChannelReader<ConsoleLogLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "The log of container {Container} in pod {Pod} cannot be read: {Reason}")]
    private static partial void LogLost(ILogger logger, string pod, string container, string reason);

    /// <summary>How far a log has been read, so that a further stream, which begins a little before, tells no line again.</summary>
    private sealed class LogPosition
    {
        private readonly HashSet<string> _atLast = new(StringComparer.Ordinal);
        private DateTimeOffset? _resumedAt;

        public DateTimeOffset? Last { get; private set; }

        public void Resume() => _resumedAt = Last;

        /// <summary>Whether a line is new.</summary>
        /// <param name="line">The line with its time in front.</param>
        /// <param name="text">The line without its time; null when it has none.</param>
        public bool TryAdvance(string line, out string? text)
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            text = null;

            if (end < 0 || !DateTimeOffset.TryParse(line.AsSpan(0, end), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return true;
            }

            text = line[(end + 1)..];

            if (at < _resumedAt || (at == _resumedAt && _atLast.Contains(line)))
            {
                return false;
            }

            // Output and errors come by two ways, so that times are not quite in order.
            if (Last is null || at > Last)
            {
                Last = at;
                _atLast.Clear();
            }

            _atLast.Add(line);
            return true;
        }
    }
}
