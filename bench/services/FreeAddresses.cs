using System.Net;
using System.Net.Sockets;

namespace Services.Bench;

/// <summary>Gives out addresses that nobody listens at, each once: below the ports that clients get, so that none of theirs takes one before its program is up.</summary>
internal sealed class FreeAddresses
{
    private int _port = 20_000;

    public string Next()
    {
        while (true)
        {
            _port++;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, _port);
                listener.Start();
                return $"http://{listener.LocalEndpoint}";
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
