using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>A row of the console: a line, or a part of one that is wrapped.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Part">Which part of the line, from 0.</param>
/// <param name="Line">The line.</param>
/// <param name="Restart">A restart right before the line; null if none.</param>
public sealed record ConsoleRow(long Number, int Part, ConsoleLine Line, RestartMark? Restart);
