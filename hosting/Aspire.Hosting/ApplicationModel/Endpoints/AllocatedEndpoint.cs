namespace Aspire.Hosting.ApplicationModel;

/// <summary>The actual address of an endpoint.</summary>
public sealed class AllocatedEndpoint
{
    /// <summary>Makes an address that is seen from the host.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">The host name or IP address.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <param name="targetPortExpression">The port that the resource itself listens on, when it has no replicas.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression, null)
    {
    }

    /// <summary>Makes an address that is seen from a network.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">The host name or IP address.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <param name="bindingMode">On which addresses it listens.</param>
    /// <param name="targetPortExpression">The port that the resource itself listens on, when it has no replicas.</param>
    /// <param name="networkId">The network; the host's own by default.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null, NetworkIdentifier? networkId = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);

        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        TargetPortExpression = targetPortExpression;
        NetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
    }

    /// <summary>Gets the endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Gets the host name or IP address.</summary>
    public string Address { get; }

    /// <summary>Gets the port.</summary>
    public int Port { get; }

    /// <summary>Gets on which addresses it listens.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>Gets the port that the resource itself listens on, when it has no replicas.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>Gets the network that the address is seen from.</summary>
    public NetworkIdentifier NetworkID { get; }

    /// <summary>Gets the scheme.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Gets <c>host:port</c>.</summary>
    public string EndPointString => $"{(Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]" : Address)}:{Port}";

    /// <summary>Gets <c>scheme://host:port</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc/>
    public override string ToString() => UriString;
}
