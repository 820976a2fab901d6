namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>One run of a replica, as the gateway sees it. A restart makes another one.</summary>
internal sealed class Replica : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private TaskCompletionSource _foundAway = NewSignal();
    private int _requests;

    /// <param name="id">The id that the orchestrator has given it.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="started">When its process started.</param>
    public Replica(string id, Uri address, DateTime? started)
    {
        (Id, Address, Started) = (id, address, started);
        Ended = _ended.Token;
    }

    public string Id { get; }

    public Uri Address { get; }

    public DateTime? Started { get; }

    /// <summary>Whether it is to get requests.</summary>
    public bool IsReady { get; set; }

    /// <summary>How many requests it has now.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Signalled when this run is over.</summary>
    public CancellationToken Ended { get; }

    public void Enter() => Interlocked.Increment(ref _requests);

    public void Leave() => Interlocked.Decrement(ref _requests);

    /// <summary>Says that nobody listens where it should.</summary>
    public void FindAway() => Volatile.Read(ref _foundAway).TrySetResult();

    /// <summary>Forgets that it was found away.</summary>
    public void ForgetFoundAway() => Volatile.Write(ref _foundAway, NewSignal());

    /// <summary>Lets some time pass: less if it is found away meanwhile, or was since that was last forgotten.</summary>
    /// <exception cref="OperationCanceledException">It has ended.</exception>
    public async Task PauseAsync(TimeSpan duration, TimeProvider time)
    {
        try
        {
            await Volatile.Read(ref _foundAway).Task.WaitAsync(duration, time, Ended);
        }
        catch (TimeoutException)
        {
            // Nobody has found it away.
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
