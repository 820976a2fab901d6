namespace Aspire.Hosting;

/// <summary>A parameter has no value.</summary>
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>Makes the exception.</summary>
    public MissingParameterValueException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which parameter, and the ways to give it a value.</param>
    public MissingParameterValueException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which parameter, and the ways to give it a value.</param>
    /// <param name="innerException">The cause.</param>
    public MissingParameterValueException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
