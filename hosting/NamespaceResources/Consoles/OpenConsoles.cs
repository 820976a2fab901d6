namespace NamespaceResources.Consoles;

/// <summary>
/// Who reads which console. A dashboard that shows all resources in one view opens all consoles at once, a workload's and those of
/// its pods, and would show each line twice: with its pod and with its workload.
/// </summary>
internal sealed class OpenConsoles(TimeProvider time)
{
    /// <summary>Consoles that are opened within this time are one view's.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<OpenConsole> _open = [];

    public OpenConsole Open(string resource)
    {
        var console = new OpenConsole(this, resource, time.GetTimestamp());
        lock (_gate)
        {
            _open.Add(console);
        }

        return console;
    }

    /// <summary>Waits until all consoles of the same view must be open, and tells whether one of these is among them.</summary>
    public async Task<bool> IsOneViewWithAsync(OpenConsole console, IReadOnlySet<string> resources, CancellationToken cancellationToken)
    {
        await Task.Delay(Together, time, cancellationToken);
        lock (_gate)
        {
            return _open.Exists(other => resources.Contains(other.Resource) && (time.GetElapsedTime(console.At, other.At)).Duration() <= Together);
        }
    }

    private void Close(OpenConsole console)
    {
        lock (_gate)
        {
            _open.Remove(console);
        }
    }

    /// <summary>A console that somebody reads, until it is disposed of.</summary>
    internal sealed class OpenConsole(OpenConsoles all, string resource, long at) : IDisposable
    {
        public string Resource => resource;

        public long At => at;

        public void Dispose() => all.Close(this);
    }
}
