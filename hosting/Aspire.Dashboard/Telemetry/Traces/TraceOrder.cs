namespace Aspire.Dashboard.Telemetry;

/// <summary>The order of the list of traces.</summary>
public enum TraceOrder
{
    /// <summary>The latest start first.</summary>
    Newest,

    /// <summary>The earliest start first.</summary>
    Oldest,

    /// <summary>The longest first.</summary>
    Longest,
}
