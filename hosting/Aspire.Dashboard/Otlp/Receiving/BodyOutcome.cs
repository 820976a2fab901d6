namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>How reading a request's body went.</summary>
internal enum BodyOutcome
{
    /// <summary>All of it is there.</summary>
    Complete,

    /// <summary>It is larger than allowed, before or after decompression.</summary>
    TooLarge,

    /// <summary>Too much is being received at the moment.</summary>
    Busy,

    /// <summary>It is compressed in a way that is not understood.</summary>
    UnknownEncoding,

    /// <summary>Its compression is broken.</summary>
    Malformed,
}
