namespace Aspirate.Cluster;

/// <summary>
/// The cluster cannot be used as asked. The message says what is wrong and what to do about it; it is meant for the person at the
/// command line, who needs no stack trace.
/// </summary>
public class ClusterException : UserErrorException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the remedy.</param>
    public ClusterException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the remedy.</param>
    /// <param name="innerException">What was seen on the wire.</param>
    public ClusterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
