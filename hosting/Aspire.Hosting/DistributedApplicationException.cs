namespace Aspire.Hosting;

/// <summary>Something about the application or the machine that a user can put right. The message tells what, where and how; no stack trace is shown.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Makes one without a message of its own.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>Makes one with a message for the user.</summary>
    /// <param name="message">What is wrong, naming resource and value, and the remedy.</param>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message for the user and its cause.</summary>
    /// <param name="message">What is wrong, naming resource and value, and the remedy.</param>
    /// <param name="inner">The cause.</param>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
