namespace Aspire.Dashboard.Telemetry;

/// <summary>Calls from one service to another, as the caller saw them.</summary>
/// <param name="From">The caller's <see cref="ServiceNode.Name"/>.</param>
/// <param name="To">The callee's <see cref="ServiceNode.Name"/>.</param>
/// <param name="Traffic">How many, how bad, how slow.</param>
public sealed record ServiceEdge(string From, string To, TrafficSummary Traffic);
