using Aspirate.Cluster.Rollouts.Decisions;
using k8s;
using k8s.Autorest;

namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>The last lines of a container's log.</summary>
internal static class LogTail
{
    // A line can be as long as a program likes; nobody reads more of it in a summary.
    private const int LongestLine = 400;

    /// <summary>The lines, oldest first; none where the log is gone or must not be read: they only illustrate a failure.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IKubernetes cluster, string @namespace, LogSource source, int lines, CancellationToken cancellationToken)
    {
        try
        {
            await using var log = await cluster.CoreV1.ReadNamespacedPodLogAsync(
                source.Pod, @namespace, source.Container, previous: source.Previous, tailLines: lines, limitBytes: 64 * 1024, cancellationToken: cancellationToken);
            using var reader = new StreamReader(log);
            var text = await reader.ReadToEndAsync(cancellationToken);
            return [.. text.Split('\n').Select(TerminalText.LogLine).Where(line => line.Length > 0).Select(line => line.Length > LongestLine ? $"{line[..LongestLine]}…" : line)];
        }
        catch (Exception exception) when (exception is ClusterException or HttpOperationException or HttpRequestException or IOException)
        {
            return [];
        }
    }
}
