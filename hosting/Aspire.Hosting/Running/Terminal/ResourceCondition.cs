namespace Aspire.Hosting.Running.Terminal;

/// <summary>How a resource is, at a glance.</summary>
internal enum ResourceCondition
{
    /// <summary>Nothing is wanted of it.</summary>
    Idle,

    /// <summary>It is on its way.</summary>
    Busy,

    /// <summary>It is as it shall be.</summary>
    Ready,

    /// <summary>It needs attention.</summary>
    Failing,
}
