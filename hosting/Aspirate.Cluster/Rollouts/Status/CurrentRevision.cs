using Aspirate.Cluster.Applying.Revisions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;

namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>What was applied last. It is read now and then only: it lies in Secrets, and nobody needs the right to watch those for a status.</summary>
internal sealed class CurrentRevision(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private RevisionStatus? _known;
    private long? _readAt;

    public async Task<RevisionStatus?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_readAt is { } then && time.GetElapsedTime(then) < Fresh)
        {
            return _known;
        }

        try
        {
            _known = await new RevisionStore(cluster, @namespace, time).ListAsync(cancellationToken) is [.., var last]
                ? new(last.Number, last.State.ToString().ToLowerInvariant(), last.Time, last.Description)
                : null;
        }
        catch (AccessDeniedException)
        {
            _known = null;
        }
        catch (Exception lost) when (_readAt is not null && LostConnection.Is(lost, cancellationToken))
        {
            // What is known stands; the watches see to a new connection.
            return _known;
        }

        _readAt = time.GetTimestamp();
        return _known;
    }
}
