namespace Aspire.Dashboard.Resources;

/// <summary>Something that happened to a resource, as the system that runs it tells it.</summary>
/// <param name="At">When it happened last.</param>
/// <param name="IsWarning">Whether it wants to be seen.</param>
/// <param name="Reason">One word: <c>BackOff</c>, <c>Unhealthy</c>, <c>ScalingReplicaSet</c>.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Count">How often it happened; at least 1.</param>
/// <param name="About">To what of the resource: a replica's name; empty for the resource itself.</param>
public sealed record ResourceEvent(DateTimeOffset At, bool IsWarning, string Reason, string Message, int Count, string About);
