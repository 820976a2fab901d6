using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Cluster.Tests;

/// <summary>Clients that come in as the outside does, whatever this machine takes the host's name for.</summary>
internal static class EntranceClient
{
    /// <param name="entrance">The address of what lets requests in.</param>
    /// <param name="address">The application's own address.</param>
    /// <param name="certificate">The only certificate that is trusted; without one, the machine's.</param>
    public static HttpClient Create(string entrance, Uri address, X509Certificate2? certificate = null) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,

        // A connection for each request: which of its kept connections a controller gives up when it reloads says nothing about the application.
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = certificate is null ? null : (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
        },
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(entrance, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    { BaseAddress = address };
}
