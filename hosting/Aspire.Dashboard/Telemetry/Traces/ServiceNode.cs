namespace Aspire.Dashboard.Telemetry;

/// <summary>A service in the map.</summary>
/// <param name="Name">The service's or peer's name; unique in the map.</param>
/// <param name="InstanceCount">Instances seen; 0 for a peer.</param>
/// <param name="IsUninstrumentedPeer">Known by the calls of others only.</param>
/// <param name="PeerKind">What sort of peer: <c>postgresql</c>, <c>sqlite</c>, <c>redis</c>, <c>http</c>, …; null for a service.</param>
/// <param name="Traffic">What it answers, all callers and entry requests together.</param>
public sealed record ServiceNode(string Name, int InstanceCount, bool IsUninstrumentedPeer, string? PeerKind, TrafficSummary Traffic);
