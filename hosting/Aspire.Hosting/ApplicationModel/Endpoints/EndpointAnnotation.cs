using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port on which a resource listens.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    /// <summary>Makes an endpoint.</summary>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="uriScheme">The scheme of its address; the protocol's name (<c>tcp</c>, <c>udp</c>) by default.</param>
    /// <param name="transport">The manifest's transport: <c>http</c>, <c>http2</c> or <c>tcp</c>; derived from the scheme by default.</param>
    /// <param name="name">The name, unique in the resource; the scheme by default.</param>
    /// <param name="port">The port that others use; any free one by default.</param>
    /// <param name="targetPort">The port that the resource itself listens on; any free one by default.</param>
    /// <param name="isExternal">Whether it is reachable from outside the application; no by default.</param>
    /// <param name="isProxied">Whether a proxy holds <paramref name="port"/> and passes traffic on to the replicas; yes by default.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        ValidatePort(port, nameof(port), name ?? uriScheme);
        ValidatePort(targetPort, nameof(targetPort), name ?? uriScheme);

        Protocol = protocol;
        UriScheme = uriScheme ?? protocol switch
        {
            ProtocolType.Tcp => "tcp",
            ProtocolType.Udp => "udp",
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Endpoints are TCP or UDP."),
        };
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : protocol == ProtocolType.Udp ? "udp" : "tcp");
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied ?? true;
        IsExplicitlyProxied = isProxied;
        AllAllocatedEndpoints.TryAdd(DefaultNetworkID, AllocatedEndpointSnapshot);
    }

    /// <summary>Gets or sets the name, unique in the resource.</summary>
    public string Name { get; set; }

    /// <summary>Gets or sets the transport protocol.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>Gets or sets the port that others use; <see langword="null"/> means any free one.</summary>
    public int? Port { get; set; }

    /// <summary>Gets or sets the port that the resource itself listens on; <see langword="null"/> means any free one.</summary>
    public int? TargetPort { get; set; }

    /// <summary>Gets or sets the scheme of the endpoint's address.</summary>
    public string UriScheme { get; set; }

    /// <summary>Gets or sets the host name in the endpoint's local address.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary>Gets or sets the manifest's transport: <c>http</c>, <c>http2</c> or <c>tcp</c>.</summary>
    public string Transport { get; set; }

    /// <summary>Gets or sets whether the endpoint is reachable from outside the application.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Gets or sets whether a proxy holds <see cref="Port"/> and passes traffic on to the replicas.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Gets or sets what was said about <see cref="IsProxied"/>; <see langword="null"/> when nothing was.</summary>
    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>Gets or sets whether the endpoint speaks TLS.</summary>
    public bool TlsEnabled { get => field || UriScheme is "https"; set; }

    /// <summary>Gets or sets whether a reference to the whole resource leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>Gets or sets whether a launch profile and not the model states the endpoint: the model takes its place.</summary>
    internal bool IsFromLaunchProfile { get; set; }

    /// <summary>Gets the network that <see cref="AllocatedEndpoint"/> is seen from.</summary>
    public NetworkIdentifier DefaultNetworkID { get; } = KnownNetworkIdentifiers.LocalhostNetwork;

    /// <summary>Gets or sets the endpoint's actual address, once it is known. Whoever waits for it goes on when it is set.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get;
        set
        {
            field = value;
            if (value is not null)
            {
                AllocatedEndpointSnapshot.SetValue(value);
            }
        }
    }

    /// <summary>Gets the endpoint's actual address as something to wait for.</summary>
    public ValueSnapshot<AllocatedEndpoint> AllocatedEndpointSnapshot { get; } = new();

    /// <summary>Gets the endpoint's actual addresses, one for each network that it is seen from.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = new();

    private static void ValidatePort(int? port, string parameter, string? name)
    {
        if (port is < 0 or > 65535)
        {
            throw new ArgumentOutOfRangeException(parameter, port, $"The endpoint '{name}' has a port out of range. Ports are 1 to 65535; leave it out for any free one.");
        }
    }
}
