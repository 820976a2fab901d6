namespace Aspire.Dashboard.Listeners;

/// <summary>What a port is for. An endpoint answers only on the ports of its kind.</summary>
public enum ListenerKind
{
    /// <summary>The pages, for people.</summary>
    Frontend,

    /// <summary>OTLP over gRPC.</summary>
    OtlpGrpc,

    /// <summary>OTLP over HTTP.</summary>
    OtlpHttp,
}
