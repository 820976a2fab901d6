using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Aspire.Hosting.Running.Proxying;

/// <summary>Passes a connection on to a ready replica, byte by byte: databases, TLS.</summary>
internal sealed class TcpForwarder(BackendPool pool)
{
    public async Task ForwardAsync(ConnectionContext connection)
    {
        var tried = new HashSet<Backend>();

        try
        {
            // Not until "connection closed", here and below: that is said already when the client has said everything,
            // and it may be waiting for an answer.
            while (await pool.SelectAsync(tried, ReplicaForwarder.Patience, CancellationToken.None) is { } backend)
            {
                tried.Add(backend);

                if (await LoopbackConnector.TryConnectAsync(backend.Port, CancellationToken.None) is { } socket)
                {
                    backend.Enter();

                    try
                    {
                        await RelayAsync(connection, socket);
                    }
                    finally
                    {
                        backend.Leave();
                    }

                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One of the two sides has hung up.
        }

        connection.Abort();
    }

    private static async Task RelayAsync(ConnectionContext connection, Socket socket)
    {
        await using var replica = new NetworkStream(socket, ownsSocket: true);

        async Task ToReplica()
        {
            await connection.Transport.Input.CopyToAsync(replica, CancellationToken.None);
            socket.Shutdown(SocketShutdown.Send);
        }

        async Task ToClient()
        {
            await replica.CopyToAsync(connection.Transport.Output, CancellationToken.None);
            await connection.Transport.Output.CompleteAsync();
        }

        var toClient = ToClient();
        var first = await Task.WhenAny(ToReplica(), toClient);
        await first;

        // Who has said everything may still listen; when the replica has said everything, it is over.
        if (first != toClient)
        {
            await toClient;
        }
    }
}
