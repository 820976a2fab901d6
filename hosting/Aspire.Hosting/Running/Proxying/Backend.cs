namespace Aspire.Hosting.Running.Proxying;

/// <summary>A ready replica as the proxies see it.</summary>
internal sealed class Backend(string replica, int port)
{
    private int _requests;

    public string Replica => replica;

    public int Port => port;

    /// <summary>How many requests or connections it has now.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public void Enter() => Interlocked.Increment(ref _requests);

    public void Leave() => Interlocked.Decrement(ref _requests);
}
