namespace Aspire.Dashboard.Resources;

/// <summary>Whether a command can be executed. Numbers are those of the contract.</summary>
public enum ResourceCommandState
{
    /// <summary>It can.</summary>
    Enabled = 0,

    /// <summary>Shown, but not now.</summary>
    Disabled = 1,

    /// <summary>Not shown.</summary>
    Hidden = 2,
}
