using System.Collections;
using System.Collections.Concurrent;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint's addresses, one for each network that it is seen from.</summary>
public sealed class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly ConcurrentDictionary<NetworkIdentifier, ValueSnapshot<AllocatedEndpoint>> _snapshots = new();

    /// <summary>Adds an address that will be known later.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="snapshot">The address, to wait for.</param>
    /// <returns>Whether there was none for this network.</returns>
    public bool TryAdd(NetworkIdentifier networkId, ValueSnapshot<AllocatedEndpoint> snapshot) => _snapshots.TryAdd(networkId, snapshot);

    /// <summary>Makes an address known.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpoint">The address.</param>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint) => SnapshotOf(networkId).SetValue(endpoint);

    /// <summary>Waits for the address that is seen from a network.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The address.</returns>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default) =>
        SnapshotOf(networkId).GetValueAsync(cancellationToken);

    /// <inheritdoc/>
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator() =>
        _snapshots.Select(pair => new NetworkEndpointSnapshot(pair.Value, pair.Key)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ValueSnapshot<AllocatedEndpoint> SnapshotOf(NetworkIdentifier networkId) => _snapshots.GetOrAdd(networkId, _ => new ValueSnapshot<AllocatedEndpoint>());
}
