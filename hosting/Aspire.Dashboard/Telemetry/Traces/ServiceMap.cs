namespace Aspire.Dashboard.Telemetry;

/// <summary>Who calls whom, with how much traffic.</summary>
/// <param name="Nodes">Services (all instances in one) and uninstrumented peers.</param>
/// <param name="Edges">Calls between them.</param>
/// <param name="From">The earliest call counted.</param>
/// <param name="To">The latest.</param>
public sealed record ServiceMap(IReadOnlyList<ServiceNode> Nodes, IReadOnlyList<ServiceEdge> Edges, DateTimeOffset From, DateTimeOffset To);
