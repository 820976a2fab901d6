namespace Aspire.Hosting.Running.Proxying;

/// <summary>The port of one endpoint.</summary>
internal sealed class EndpointListener(int? port, ProxyProtocol protocol, BackendPool pool) : ProxyListener(port, protocol)
{
    public BackendPool Pool => pool;
}
