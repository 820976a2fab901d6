namespace Aspire.Hosting.ApplicationModel;

/// <summary>A probe by HTTP: a status from 200 to 399 is success.</summary>
public sealed class EndpointProbeAnnotation : ProbeAnnotation
{
    /// <summary>Gets the endpoint that is asked.</summary>
    public required EndpointReference EndpointReference { get; init; }

    /// <summary>Gets the path that is asked for.</summary>
    public required string Path { get; init; }
}
