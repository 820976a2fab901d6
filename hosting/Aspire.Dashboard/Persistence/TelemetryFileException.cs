namespace Aspire.Dashboard.Persistence;

/// <summary>The file store cannot be used. The message says which file, why, and what to do.</summary>
public sealed class TelemetryFileException : Exception
{
    /// <summary>The file store cannot be used.</summary>
    public TelemetryFileException()
    {
    }

    /// <summary>The file store cannot be used.</summary>
    public TelemetryFileException(string message)
        : base(message)
    {
    }

    /// <summary>The file store cannot be used.</summary>
    public TelemetryFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
