namespace Aspire.Hosting.ApplicationModel;

/// <summary>That a resource sends its telemetry to the dashboard.</summary>
public sealed class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>Gets the protocol; <see langword="null"/> means gRPC.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
