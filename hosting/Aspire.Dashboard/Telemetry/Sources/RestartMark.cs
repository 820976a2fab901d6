namespace Aspire.Dashboard.Telemetry;

/// <summary>A moment from which on a resource is a newer process than before.</summary>
/// <param name="Resource">The instance that started.</param>
/// <param name="Time">When it started, by its own word where it gives one (a counter's start time), else when it was first heard.</param>
public sealed record RestartMark(TelemetryResource Resource, DateTimeOffset Time);
