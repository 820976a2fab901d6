namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether a command can be used.</summary>
public enum ResourceCommandState
{
    /// <summary>It can.</summary>
    Enabled,

    /// <summary>It cannot, and is shown so.</summary>
    Disabled,

    /// <summary>It is not shown.</summary>
    Hidden,
}
