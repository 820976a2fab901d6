namespace Aspire.Dashboard.Telemetry;

/// <summary>What part a span plays between services. Numbers are those of OTLP.</summary>
public enum SpanKind
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Within one process.</summary>
    Internal = 1,

    /// <summary>Answers a request.</summary>
    Server = 2,

    /// <summary>Makes a request.</summary>
    Client = 3,

    /// <summary>Sends a message.</summary>
    Producer = 4,

    /// <summary>Handles a message.</summary>
    Consumer = 5,
}
