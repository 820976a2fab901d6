namespace Aspire.Dashboard.Resources;

/// <summary>A line that a resource wrote. It may hold ANSI escape sequences.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Text">The line as it came, an RFC 3339 timestamp in front where the AppHost adds one.</param>
/// <param name="IsError">Whether it came from standard error.</param>
public sealed record ConsoleLogLine(int Number, string Text, bool IsError);
