namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>A line of a console as it is kept.</summary>
/// <param name="Number">Its number on the page, from 1.</param>
/// <param name="Replica">The replica that wrote it.</param>
/// <param name="Time">When, if the AppHost told.</param>
/// <param name="Text">The text without the time, ANSI escape sequences included.</param>
/// <param name="IsError">Whether it came from standard error.</param>
public sealed record ConsoleLine(long Number, string Replica, DateTimeOffset? Time, string Text, bool IsError);
