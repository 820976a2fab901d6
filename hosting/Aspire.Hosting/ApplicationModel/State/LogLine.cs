namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's console output.</summary>
/// <param name="LineNumber">The number of the line, from 1.</param>
/// <param name="Content">The text, which begins with its time in ISO 8601.</param>
/// <param name="IsErrorMessage">Whether it was written to standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
