using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>The replicas behind one endpoint. A request goes to the ready one that has the fewest, in turns among equals.</summary>
internal sealed class ReplicaPool(EndpointReference endpoint, TimeProvider time)
{
    /// <summary>How long a request waits for a ready replica.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long it waits while all are stopped: what has crashed is started again meanwhile, what a person has stopped is not.</summary>
    private static readonly TimeSpan PatienceWhenStopped = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string?> _states = [];
    private readonly List<Replica> _replicas = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _turn;

    public EndpointReference Endpoint => endpoint;

    /// <summary>The resource's name.</summary>
    public string Resource => endpoint.Resource.Name;

    /// <summary>Whether every replica has ended or was never started.</summary>
    public bool IsStopped
    {
        get
        {
            lock (_lock)
            {
                return _states.Count > 0 && _states.Values.All(state => state is not null && (KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted));
            }
        }
    }

    public bool HasReady
    {
        get
        {
            lock (_lock)
            {
                return _replicas.Exists(replica => replica.IsReady);
            }
        }
    }

    /// <summary>Takes in what the orchestrator says of a replica.</summary>
    /// <returns>The replica, if this is the beginning of a run.</returns>
    public Replica? Update(string id, CustomResourceSnapshot snapshot)
    {
        lock (_lock)
        {
            _states[id] = snapshot.State?.Text;

            var address = snapshot.State?.Text == KnownResourceStates.Running ? ReplicaPort.AddressOf(endpoint, snapshot) : null;
            var known = _replicas.Find(replica => replica.Id == id);

            if (known is not null && known.Address == address && known.Started == snapshot.StartTimeStamp)
            {
                return null;
            }

            if (known is not null)
            {
                _replicas.Remove(known);
                known.Dispose();
            }

            var begun = address is null ? null : new Replica(id, address, snapshot.StartTimeStamp);
            if (begun is not null)
            {
                _replicas.Add(begun);
            }

            Signal();
            return begun;
        }
    }

    public void SetReady(Replica replica, bool isReady)
    {
        lock (_lock)
        {
            if (replica.IsReady != isReady)
            {
                replica.IsReady = isReady;
                Signal();
            }
        }
    }

    /// <summary>Chooses a ready replica, waiting for one if need be. One that was tried already is taken only when there is no other.</summary>
    /// <param name="tried">Those that were tried already.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns><see langword="null"/> if there is none in time.</returns>
    public async ValueTask<Replica?> SelectAsync(IReadOnlySet<Replica> tried, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();

        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (Select(tried) is { } replica)
                {
                    return replica;
                }

                changed = _changed.Task;
            }

            var rest = (IsStopped ? PatienceWhenStopped : Patience) - time.GetElapsedTime(began);
            if (rest <= TimeSpan.Zero)
            {
                return null;
            }

            try
            {
                await changed.WaitAsync(rest, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    private Replica? Select(IReadOnlySet<Replica> tried)
    {
        Replica? best = null;
        var turn = (uint)_turn++;

        for (var i = 0u; i < _replicas.Count; i++)
        {
            var candidate = _replicas[(int)((turn + i) % (uint)_replicas.Count)];

            if (candidate.IsReady && (best is null || Rank(candidate).CompareTo(Rank(best)) < 0))
            {
                best = candidate;
            }
        }

        return best;

        (bool WasTried, int Requests) Rank(Replica replica) => (tried.Contains(replica), replica.Requests);
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
