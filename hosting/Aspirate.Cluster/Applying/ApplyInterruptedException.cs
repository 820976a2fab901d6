namespace Aspirate.Cluster.Applying;

/// <summary>An apply was cancelled in the middle. The message says what is applied, and how to go on.</summary>
public sealed class ApplyInterruptedException : OperationCanceledException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is applied, and how to go on.</param>
    public ApplyInterruptedException(string message)
        : base(message)
    {
    }
}
