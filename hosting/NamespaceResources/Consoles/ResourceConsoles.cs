using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspirate.Cluster;
using Aspirate.Cluster.Rollouts.Logs;
using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;
using Microsoft.Extensions.Options;
using NamespaceResources.Contract;
using NamespaceResources.Mapping;
using NamespaceResources.Settings;
using NamespaceResources.Watching;

namespace NamespaceResources.Consoles;

/// <summary>What a pod writes, or all pods of a workload; each line with its time in front, by which the dashboard puts it in its place.</summary>
internal sealed class ResourceConsoles(NamespaceModel model, OpenConsoles openConsoles, IOptions<ResourceSettings> settings, TimeProvider time)
{
    private const int LargestBatch = 500;

    /// <summary>Whether there is such a resource, a workload or a pod.</summary>
    public bool Has(string resource) => model.Cluster is not null && model.Current.Resources.ContainsKey(resource);

    /// <summary>The lines that there are, and then those that come; also of pods that do not exist yet. Ends with the cancellation only.</summary>
    public IAsyncEnumerable<IReadOnlyList<ConsoleLogLine>> FollowAsync(string resource, CancellationToken cancellationToken) =>
        BatchAsync((lines, cancel) => FollowAsync(resource, lines, cancel), cancellationToken);

    /// <summary>The lines that there are.</summary>
    public IAsyncEnumerable<IReadOnlyList<ConsoleLogLine>> ReadAsync(string resource, CancellationToken cancellationToken) =>
        BatchAsync((lines, cancel) => WriteAsync(Logs(resource).ReadAsync(model.Current.Objects, Query, cancel), Label(resource), lines, cancel), cancellationToken);

    private LogQuery Query => new() { Tail = settings.Value.LogTailLines };

    private async Task FollowAsync(string resource, ChannelWriter<ConsoleLogLine> lines, CancellationToken cancellationToken)
    {
        using var console = openConsoles.Open(resource);
        var pods = PodsOf(resource, model.Current.Objects).Select(pod => pod.Metadata.Name).ToHashSet();
        if (pods.Contains(resource) || !await openConsoles.IsOneViewWithAsync(console, pods, cancellationToken))
        {
            await Task.WhenAll(
                WriteAsync(Logs(resource).FollowAsync(model.Current.Objects, Query, cancellationToken), Label(resource), lines, cancellationToken),
                WriteWaitingAsync(resource, lines, cancellationToken));
        }

        // A console that ends is opened again by the dashboard's view of all, from its beginning.
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private PodLogs Logs(string resource)
    {
        var cluster = model.Cluster ?? throw new InvalidOperationException("No resource is known before the cluster is.");
        return new(cluster.Client, cluster.Namespace, model, objects => PodsOf(resource, objects), time);
    }

    private static IEnumerable<V1Pod> PodsOf(string resource, ClusterObjects objects) => objects.Find<V1Pod>(resource) is { } pod
        ? [pod]
        : WorkloadCatalog.Of(objects).FirstOrDefault(workload => workload.Name == resource)?.Pods ?? [];

    // Among the lines of several pods or containers, each says whose it is.
    private Func<LogOrigin, string> Label(string resource) => model.Current.Objects.Find<V1Pod>(resource) is null
        ? origin => $"[{origin}] "
        : origin => origin.IsOnly ? "" : $"[{origin.Container}] ";

    private async Task WriteAsync(IAsyncEnumerable<LogLine> log, Func<LogOrigin, string> label, ChannelWriter<ConsoleLogLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in log.WithCancellation(cancellationToken))
            {
                await lines.WriteAsync(new() { Text = Text(line.Time, $"{label(line.Source)}{line.Text}") }, cancellationToken);
            }
        }
        catch (ClusterException refused)
        {
            await lines.WriteAsync(new() { Text = Text(time.GetUtcNow(), refused.Message), IsStdErr = true }, cancellationToken);
        }
    }

    // A container that cannot begin writes nothing; the cluster tells why.
    private async Task WriteWaitingAsync(string resource, ChannelWriter<ConsoleLogLine> lines, CancellationToken cancellationToken)
    {
        var told = new HashSet<(string Pod, string Container, string Message)>();
        await foreach (var snapshot in model.FollowAsync(cancellationToken))
        {
            foreach (var pod in PodsOf(resource, snapshot.Objects))
            {
                foreach (var status in (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []))
                {
                    if (status.State?.Waiting is { Message: { Length: > 0 } message } waiting && told.Add((pod.Metadata.Name, status.Name, message)))
                    {
                        await lines.WriteAsync(new() { Text = Text(time.GetUtcNow(), $"[{pod.Metadata.Name}/{status.Name}] {waiting.Reason}: {message}"), IsStdErr = true }, cancellationToken);
                    }
                }
            }
        }
    }

    private static string Text(DateTimeOffset at, string text) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:O} {text}");

    private static async IAsyncEnumerable<IReadOnlyList<ConsoleLogLine>> BatchAsync(
        Func<ChannelWriter<ConsoleLogLine>, CancellationToken, Task> write, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Bounded: a flood waits in the kubelet, not here.
        var lines = Channel.CreateBounded<ConsoleLogLine>(new BoundedChannelOptions(2 * LargestBatch) { SingleReader = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = CompleteAsync(write, lines.Writer, left.Token);
        var number = 0;
        try
        {
            while (await lines.Reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<ConsoleLogLine>();
                while (batch.Count < LargestBatch && lines.Reader.TryRead(out var line))
                {
                    line.LineNumber = ++number;
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            await left.CancelAsync();
            await writing;
        }
    }

    private static async Task CompleteAsync(Func<ChannelWriter<ConsoleLogLine>, CancellationToken, Task> write, ChannelWriter<ConsoleLogLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            await write(lines, cancellationToken);
            lines.Complete();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            lines.Complete();
        }
        catch (Exception exception)
        {
            // The reader throws it.
            lines.Complete(exception);
        }
    }
}
