namespace Aspirate.Cluster;

/// <summary>Something the user can correct. The message says what is wrong and the remedy, and is all that is shown.</summary>
public class UserErrorException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the remedy.</param>
    public UserErrorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the remedy.</param>
    /// <param name="innerException">What it follows from.</param>
    public UserErrorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
