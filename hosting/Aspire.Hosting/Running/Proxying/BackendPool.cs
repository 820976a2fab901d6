namespace Aspire.Hosting.Running.Proxying;

/// <summary>The ready replicas behind one endpoint. Traffic goes to the one with the least of it, in turns among equals.</summary>
internal sealed class BackendPool(string resource, TimeProvider time)
{
    private readonly Lock _lock = new();
    private IReadOnlyList<Backend> _backends = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _isExpected = true;
    private int _turn;

    /// <summary>The resource's name.</summary>
    public string Resource => resource;

    public IReadOnlyList<Backend> Backends => Volatile.Read(ref _backends);

    /// <summary>Whether it is worth waiting: replicas are wanted, or on their way.</summary>
    public bool IsExpected => Volatile.Read(ref _isExpected);

    /// <summary>Sets the ready replicas. One that stays keeps its count.</summary>
    /// <param name="ready">Replica names and ports.</param>
    /// <param name="isExpected">Whether more may come.</param>
    public void Update(IReadOnlyCollection<(string Replica, int Port)> ready, bool isExpected)
    {
        lock (_lock)
        {
            var known = _backends.ToDictionary(backend => (backend.Replica, backend.Port));
            _backends = [.. ready.Select(each => known.GetValueOrDefault(each) ?? new Backend(each.Replica, each.Port))];
            _isExpected = isExpected;
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    /// <summary>Chooses a ready replica, waiting for one if need be.</summary>
    /// <param name="except">Those that were tried already.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    /// <returns><see langword="null"/> if there is none in time.</returns>
    public async ValueTask<Backend?> SelectAsync(IReadOnlySet<Backend> except, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();

        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (Select(except) is { } backend)
                {
                    return backend;
                }

                if (!_isExpected)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            var rest = patience - time.GetElapsedTime(started);
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

    private Backend? Select(IReadOnlySet<Backend> except)
    {
        Backend? best = null;
        var turn = _turn++;

        for (var i = 0; i < _backends.Count; i++)
        {
            var candidate = _backends[(int)(((uint)turn + i) % _backends.Count)];

            if (!except.Contains(candidate) && (best is null || candidate.Requests < best.Requests))
            {
                best = candidate;
            }
        }

        return best;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
