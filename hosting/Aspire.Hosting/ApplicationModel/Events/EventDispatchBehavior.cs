namespace Aspire.Hosting.Eventing;

/// <summary>In which order subscribers are told, and whether the publisher waits for them.</summary>
public enum EventDispatchBehavior
{
    /// <summary>One after the other; the publisher waits.</summary>
    BlockingSequential,

    /// <summary>All at the same time; the publisher waits.</summary>
    BlockingConcurrent,

    /// <summary>One after the other; the publisher goes on.</summary>
    NonBlockingSequential,

    /// <summary>All at the same time; the publisher goes on.</summary>
    NonBlockingConcurrent,
}
