using System.Collections.Concurrent;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>The records of all replicas, by name.</summary>
internal sealed class ReplicaRegistry
{
    private readonly ConcurrentDictionary<string, ReplicaRecord> _records = new(StringComparer.OrdinalIgnoreCase);

    public ReplicaRecord this[string replica] => _records.GetOrAdd(replica, static _ => new());

    public void Remove(string replica) => _records.TryRemove(replica, out _);
}
