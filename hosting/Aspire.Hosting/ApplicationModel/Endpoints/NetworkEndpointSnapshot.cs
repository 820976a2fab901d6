namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint's address as seen from one network.</summary>
/// <param name="Snapshot">The address, to wait for.</param>
/// <param name="NetworkID">The network.</param>
public sealed record NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);
