namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>A warning of the cluster about an object of the application.</summary>
/// <param name="Time">When it was given last.</param>
/// <param name="Subject">The object: <c>pod/auth-5d…</c>.</param>
/// <param name="Reason">The reason, in a word.</param>
/// <param name="Message">The message, on one line.</param>
/// <param name="Times">How often it was given.</param>
public sealed record WarningStatus(DateTimeOffset Time, string Subject, string Reason, string Message, int Times);
