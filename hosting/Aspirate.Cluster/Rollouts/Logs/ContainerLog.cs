using System.Net;
using System.Runtime.CompilerServices;
using k8s;
using k8s.Autorest;

namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>The log of one container's run.</summary>
internal sealed class ContainerLog(IKubernetes cluster, string @namespace, LogOrigin origin, TimeProvider time)
{
    // The clocks of this machine and the node may differ; lines that come twice are left out by their position.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    private readonly LogPosition _position = new();

    public LogOrigin Origin => origin;

    /// <summary>What there is up to now. Nothing, where the container has not started yet, or has had no run before.</summary>
    public IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, CancellationToken cancellationToken) =>
        StreamAsync(follow: false, Seconds(query.Since), query.Tail, query.Previous, cancellationToken);

    /// <summary>What comes after all that was read so far, until the stream ends: the run has ended, or the connection was lost.</summary>
    public IAsyncEnumerable<LogLine> FollowAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        _position.Rewind();
        var from = _position.Last ?? since;
        var lines = StreamAsync(follow: true, from is { } start ? Seconds(time.GetUtcNow() - start + Overlap) : null, tail: null, previous: false, cancellationToken);
        return _position.Last is null && since is { } first ? lines.Where(line => line.Time >= first) : lines;
    }

    private async IAsyncEnumerable<LogLine> StreamAsync(bool follow, int? sinceSeconds, int? tail, bool previous, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream stream;
        try
        {
            stream = await cluster.CoreV1.ReadNamespacedPodLogAsync(
                origin.Pod, @namespace, origin.Container, follow: follow, previous: previous, sinceSeconds: sinceSeconds, tailLines: tail, timestamps: true, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException none) when (none.Response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
        {
            yield break;
        }

        await using (stream)
        {
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                var (written, text) = TimestampedLine.Read(line, _position.Last ?? time.GetUtcNow());
                if (_position.Advance(written))
                {
                    yield return new(written, origin, text);
                }
            }
        }
    }

    private static int? Seconds(TimeSpan? duration) => duration is { } known ? Math.Max(1, (int)Math.Ceiling(known.TotalSeconds)) : null;
}
