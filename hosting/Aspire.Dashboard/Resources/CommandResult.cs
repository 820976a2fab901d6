namespace Aspire.Dashboard.Resources;

/// <summary>What came of a command.</summary>
/// <param name="Outcome">How it ended. A connection that is lost is <see cref="CommandOutcome.Failed"/> too.</param>
/// <param name="Message">The reason, or a remark; null if none.</param>
/// <param name="Output">What it wrote; null if nothing.</param>
/// <param name="Format">How to show the output.</param>
/// <param name="ShowAtOnce">Whether the output is to be opened without being asked for.</param>
public sealed record CommandResult(CommandOutcome Outcome, string? Message, string? Output, CommandResultFormat Format, bool ShowAtOnce);
