namespace Aspire.Hosting.Running.Processes;

/// <summary>One line that a process wrote.</summary>
internal readonly record struct LogLine(string Text, bool IsError);
