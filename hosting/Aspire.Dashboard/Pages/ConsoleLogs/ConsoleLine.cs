namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>A line of a console as it is kept.</summary>
/// <param name="Replica">The replica that wrote it.</param>
/// <param name="Time">When, if the AppHost told.</param>
/// <param name="Text">The text without the time, ANSI escape sequences included.</param>
/// <param name="IsError">Whether it came from standard error.</param>
/// <param name="Order">The time by which it is placed among the lines of other replicas.</param>
public sealed record ConsoleLine(string Replica, DateTimeOffset? Time, string Text, bool IsError, DateTimeOffset Order)
{
    /// <summary>How many characters are shown of it.</summary>
    public required int Length { get; init; }
}
