using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Aspirate.Addresses;

/// <summary>Asks for a page as a browser would, but at an address of its own choice: the name need not be known to this machine yet.</summary>
internal static class ApplicationProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns><see langword="null"/> when nothing answers there.</returns>
    public static async Task<Answer?> AskAsync(ApplicationAddress address, IPAddress target, CancellationToken cancellationToken)
    {
        var isTrusted = true;
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(new IPEndPoint(target, context.DnsEndPoint.Port), cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                // Nothing secret is sent. A certificate of the user's own making is told, and no reason to say that nothing runs.
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    isTrusted = errors == SslPolicyErrors.None;
                    return certificate is not null;
                },
            },
        };
        using var http = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(address.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new(address, target, response.StatusCode, isTrusted);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
