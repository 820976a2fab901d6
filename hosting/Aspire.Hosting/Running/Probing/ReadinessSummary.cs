namespace Aspire.Hosting.Running.Probing;

/// <summary>A replica is ready when all its readiness probes say so.</summary>
internal sealed class ReadinessSummary(int probes, IReplicaHealth health)
{
    private readonly Lock _lock = new();
    private readonly bool[] _ready = new bool[probes];
    private readonly string?[] _messages = new string?[probes];

    /// <summary>Whether the replica has been ready at some time.</summary>
    public bool WasReady { get; private set; }

    public void Set(int probe, bool ready, string? message)
    {
        lock (_lock)
        {
            _ready[probe] = ready;
            _messages[probe] = ready ? null : message;

            var all = _ready.All(each => each);
            WasReady |= all;
            health.SetReadiness(all, _messages.FirstOrDefault(each => each is not null));
        }
    }
}
