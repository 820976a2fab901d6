using System.Collections.Immutable;
using Aspirate.Cluster;

namespace NamespaceResources.Watching;

/// <summary>Why what is shown may not be all, or not be of now, for the person in front of the dashboard.</summary>
internal sealed class ClusterTroubles(TimeProvider time)
{
    // An API server that is started anew is back before anybody has read that it was away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private DateTimeOffset? _awaySince;
    private string? _absence;

    /// <summary>Sentences to show; none when all is well.</summary>
    public Latest<ImmutableArray<string>> Current { get; } = new([]);

    /// <summary>The Role does not allow to list or watch a kind.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Refused(string kind, string message)
    {
        lock (_gate)
        {
            if (!_refusals.TryAdd(kind, message))
            {
                return false;
            }

            Tell();
            return true;
        }
    }

    /// <summary>A kind was listed, or watched.</summary>
    public void Allowed(string kind)
    {
        lock (_gate)
        {
            if (_refusals.Remove(kind))
            {
                Tell();
            }
        }
    }

    /// <summary>How the API server was reached the last time.</summary>
    /// <param name="failure">Why it was not; null when it was.</param>
    public void Reached(ClusterException? failure)
    {
        lock (_gate)
        {
            _awaySince = failure is null ? null : _awaySince ?? time.GetUtcNow();
            _absence = failure is not null && time.GetUtcNow() - _awaySince >= Patience
                ? $"What is shown here is as it was at {_awaySince:HH:mm:ss} UTC: {failure.Message}"
                : null;
            Tell();
        }
    }

    private void Tell()
    {
        ImmutableArray<string> sentences = [.. _absence is null ? [] : new[] { _absence }, .. _refusals.Values.Select(refusal => $"Something is missing here: {refusal}")];
        if (!sentences.SequenceEqual(Current.Value))
        {
            Current.Publish(sentences);
        }
    }
}
