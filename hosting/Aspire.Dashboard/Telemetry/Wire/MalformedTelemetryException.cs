namespace Aspire.Dashboard.Telemetry.Wire;

/// <summary>Bytes that are not what they claim to be. The message is for the sender.</summary>
public sealed class MalformedTelemetryException : Exception
{
    /// <summary>Bytes that are not OTLP.</summary>
    public MalformedTelemetryException()
        : base("The message is not valid OTLP.")
    {
    }

    /// <summary>Bytes that are not OTLP, and why.</summary>
    public MalformedTelemetryException(string message)
        : base(message)
    {
    }

    /// <summary>Bytes that are not OTLP, and why.</summary>
    public MalformedTelemetryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
