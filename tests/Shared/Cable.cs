using System.Net;
using System.Net.Sockets;

namespace Tests.Databases;

/// <summary>A TCP connection to a server that can be cut and reconnected.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly List<Socket> _sockets = [];
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    public Cable(IPEndPoint server)
    {
        _server = server;
        Reconnect();
    }

    public int Port { get; private set; }

    public void Reconnect()
    {
        _listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync(_listener);
    }

    public async Task CutAsync()
    {
        _listener!.Dispose();
        await _accepting;
        lock (_sockets)
        {
            _sockets.ForEach(socket => socket.Close(0));
            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                client = await listener.AcceptAsync();
                await server.ConnectAsync(_server);
            }
            catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
            {
                server.Dispose();
                return;
            }

            lock (_sockets)
            {
                _sockets.AddRange([client, server]);
            }

            _ = CopyAsync(client, server);
            _ = CopyAsync(server, client);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException)
        {
            // Both ends have noticed.
        }
    }
}
