namespace Aspire.Dashboard.Resources;

/// <summary>Health, best first.</summary>
public enum ResourceHealth
{
    /// <summary>Well.</summary>
    Healthy,

    /// <summary>Working, with difficulty.</summary>
    Degraded,

    /// <summary>Not working, or not checked yet.</summary>
    Unhealthy,
}
