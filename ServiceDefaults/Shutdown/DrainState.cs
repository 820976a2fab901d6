using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Shutdown;

/// <summary>Whether this replica wants new requests: after it has started, and until it was asked to stop.</summary>
internal sealed class DrainState(IHostApplicationLifetime lifetime)
{
    private volatile bool _draining;

    public bool IsAcceptingTraffic => !IsDraining && lifetime.ApplicationStarted.IsCancellationRequested;

    public bool IsDraining => _draining || lifetime.ApplicationStopping.IsCancellationRequested;

    public void Begin() => _draining = true;
}
