namespace Tests.Releases;

/// <summary>Several replicas that each do the same piece of work, a round, over and over until they are stopped. The first failure ends it.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _finished = new(0);
    private readonly Task _work;
    private int _rounds;

    private Traffic(int replicas, Func<int, CancellationToken, Task> round, CancellationToken cancellationToken) =>
        _work = Task.WhenAll(Enumerable.Range(0, replicas).Select(replica => Task.Run(() => RepeatAsync(replica, round, cancellationToken), cancellationToken)));

    /// <summary>How many rounds all replicas have finished together.</summary>
    public int Rounds => Volatile.Read(ref _rounds);

    /// <param name="replicas">How many work at the same time.</param>
    /// <param name="round">What the replica of that number does again and again; what it has begun it finishes.</param>
    /// <param name="cancellationToken">Gives up in the middle of a round.</param>
    public static Traffic Start(int replicas, Func<int, CancellationToken, Task> round, CancellationToken cancellationToken) => new(replicas, round, cancellationToken);

    /// <summary>Waits until so many more rounds are finished.</summary>
    public async Task MoreAsync(int rounds, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        for (var until = Rounds + rounds; Rounds < until;)
        {
            await await Task.WhenAny(_work, _finished.WaitAsync(patience.Token));
        }
    }

    /// <summary>Lets each replica finish its round, and throws what any of them has met.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        return _work;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _finished.Dispose();
    }

    private async Task RepeatAsync(int replica, Func<int, CancellationToken, Task> round, CancellationToken cancellationToken)
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await round(replica, cancellationToken);
                Interlocked.Increment(ref _rounds);
                _finished.Release();
            }
        }
        catch
        {
            await _stop.CancelAsync();
            throw;
        }
    }
}
