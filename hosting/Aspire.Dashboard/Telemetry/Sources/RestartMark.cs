namespace Aspire.Dashboard.Telemetry;

/// <summary>A moment from which on a service runs in a newer process than before.</summary>
/// <param name="Resource">The service's name.</param>
/// <param name="InstanceId">The instance that began; null if it has no id.</param>
/// <param name="Time">When it began, by its own word or the AppHost's where there is one, else when it was first heard.</param>
/// <param name="IsNewInstance">Whether all that is known is that an instance appeared: it may replace another one, or be one more.</param>
public sealed record RestartMark(string Resource, string? InstanceId, DateTimeOffset Time, bool IsNewInstance)
{
    /// <summary>What happened, in words.</summary>
    public string Text => IsNewInstance ? $"{Resource} started an instance" : $"{Resource} restarted";
}
