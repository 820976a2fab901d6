using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Hosting.Running.Proxying;

/// <summary>A port that a proxy holds.</summary>
internal abstract class ProxyListener(int? port, ProxyProtocol protocol)
{
    /// <summary>The port that is asked for; <see langword="null"/> means any free one.</summary>
    public int? RequestedPort => port;

    public ProxyProtocol Protocol => protocol;

    /// <summary>The actual port, once the server has started.</summary>
    public int Port => port ?? ((IPEndPoint)Options!.EndPoint).Port;

    internal ListenOptions? Options { get; set; }
}
