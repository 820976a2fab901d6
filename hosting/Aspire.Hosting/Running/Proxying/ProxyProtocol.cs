namespace Aspire.Hosting.Running.Proxying;

/// <summary>What is spoken on a proxied port.</summary>
internal enum ProxyProtocol
{
    Http,

    /// <summary>HTTP/2 without TLS (gRPC).</summary>
    Http2,

    Tcp,
}
