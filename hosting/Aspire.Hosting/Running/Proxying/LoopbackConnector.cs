using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Running.Proxying;

/// <summary>Connects to a local port, whichever loopback address its program listens on.</summary>
/// <remarks>"Nobody listens" is an ordinary answer here, hence a result and not an exception.</remarks>
internal static class LoopbackConnector
{
    private static readonly IPAddress[] Addresses = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];

    /// <returns>The connected socket, or <see langword="null"/> if nobody listens.</returns>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task<Socket?> TryConnectAsync(int port, CancellationToken cancellationToken)
    {
        foreach (var address in Addresses)
        {
            if (await TryConnectAsync(new IPEndPoint(address, port), cancellationToken) is { } socket)
            {
                return socket;
            }
        }

        return null;
    }

    private static async Task<Socket?> TryConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var completed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var arguments = new SocketAsyncEventArgs { RemoteEndPoint = endPoint };
        arguments.Completed += (_, _) => completed.TrySetResult();

        if (socket.ConnectAsync(arguments))
        {
            await using var registration = cancellationToken.Register(() => Socket.CancelConnectAsync(arguments));
            await completed.Task;
        }

        if (arguments.SocketError is SocketError.Success)
        {
            return socket;
        }

        socket.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }
}
