namespace Aspirate.Cluster.Rollouts;

/// <summary>What the cluster noted about a pod.</summary>
/// <param name="Time">When it was seen last.</param>
/// <param name="Reason">The event's reason, e.g. <c>Pulled</c>.</param>
/// <param name="Message">The event's message, on one line.</param>
/// <param name="IsWarning">Whether it is a warning.</param>
public sealed record PodEvent(DateTimeOffset Time, string Reason, string Message, bool IsWarning);
