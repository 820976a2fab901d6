using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The result of a health check.</summary>
/// <param name="Name">The health check.</param>
/// <param name="Status">The result; <see langword="null"/> until it has been run.</param>
/// <param name="Description">What it says about the result.</param>
/// <param name="ExceptionText">The error, if there was one.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>Gets when it was last run.</summary>
    public DateTime? LastRunAt { get; init; }
}
