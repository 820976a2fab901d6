namespace Aspire.Dashboard.Telemetry;

/// <summary>Which resources a question is about: a service with all its instances, or one of them.</summary>
/// <param name="Name">The service's name, in any case.</param>
/// <param name="InstanceId">One instance; null for all of them.</param>
public sealed record ResourceSelection(string Name, string? InstanceId = null)
{
    /// <summary>Whether an instance is among the selected.</summary>
    public bool Includes(TelemetryResource resource) =>
        string.Equals(Name, resource.Name, StringComparison.OrdinalIgnoreCase)
        && (InstanceId is null || string.Equals(InstanceId, resource.InstanceId, StringComparison.OrdinalIgnoreCase));
}
