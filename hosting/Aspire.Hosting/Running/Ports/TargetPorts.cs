using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Aspire.Hosting.Running.Ports;

/// <summary>Finds ports on which replicas can listen.</summary>
/// <remarks>
/// They are taken from below the range from which operating systems serve outgoing connections (32768 on Linux, 49152
/// elsewhere; RFC 6335), so that none is lost between here and the start of the process.
/// </remarks>
internal sealed class TargetPorts
{
    private const int First = 20_000;
    private const int End = 32_000;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _taken = [];

    /// <exception cref="DistributedApplicationException">There is none.</exception>
    public int Take()
    {
        lock (_lock)
        {
            for (var attempt = 0; attempt < End - First; attempt++)
            {
                var port = RandomNumberGenerator.GetInt32(First, End);

                if (!_taken.Contains(port) && IsFree(port))
                {
                    _taken.Add(port);
                    return port;
                }
            }
        }

        throw new DistributedApplicationException($"No free port was found between {First} and {End}. Stop programs that hold many ports.");
    }

    public void Release(IEnumerable<int> ports)
    {
        lock (_lock)
        {
            _taken.ExceptWith(ports);
        }
    }

    /// <summary>Whether nobody listens on a port of this machine.</summary>
    public static bool IsFree(int port) => CanBind(IPAddress.Loopback, port) && CanBind(IPAddress.Any, port) && CanBind(IPAddress.IPv6Loopback, port);

    private static bool CanBind(IPAddress address, int port)
    {
        if (address.AddressFamily is AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
        {
            return true;
        }

        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            // There is no such interface here; nobody can hold its ports.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
