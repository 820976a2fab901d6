namespace Aspire.Dashboard.Resources;

/// <summary>What a health check said last.</summary>
/// <param name="Name">The check.</param>
/// <param name="Health">The result; null until it has run.</param>
/// <param name="Description">The reason.</param>
/// <param name="Exception">An exception's text; empty if none.</param>
/// <param name="LastRunAt">When it ran last.</param>
public sealed record ResourceHealthReport(string Name, ResourceHealth? Health, string Description, string Exception, DateTimeOffset? LastRunAt);
