namespace Aspire.Dashboard.Resources;

/// <summary>How the connection to the AppHost, or to the cluster, stands.</summary>
public enum ResourceConnection
{
    /// <summary>Neither was named: only telemetry is shown.</summary>
    Disabled,

    /// <summary>Being made, for the first time or again.</summary>
    Connecting,

    /// <summary>Standing: resources are live.</summary>
    Connected,

    /// <summary>Refused: by the wrong key, or for want of rights.</summary>
    Refused,
}
