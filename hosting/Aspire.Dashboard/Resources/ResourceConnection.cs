namespace Aspire.Dashboard.Resources;

/// <summary>How the connection to the AppHost stands.</summary>
public enum ResourceConnection
{
    /// <summary>No AppHost was named: only telemetry is shown.</summary>
    Disabled,

    /// <summary>Being made, for the first time or again.</summary>
    Connecting,

    /// <summary>Standing: resources are live.</summary>
    Connected,

    /// <summary>The AppHost refuses the key.</summary>
    Refused,
}
