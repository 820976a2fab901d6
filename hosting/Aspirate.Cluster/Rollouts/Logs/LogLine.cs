namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>A line that a container wrote.</summary>
/// <param name="Time">When the node received it.</param>
/// <param name="Source">Who wrote it.</param>
/// <param name="Text">The line, without colours and other control characters: a program must not rule the terminal that shows its log.</param>
public sealed record LogLine(DateTimeOffset Time, LogOrigin Source, string Text);
