using System.Net;
using System.Net.Sockets;

// For a cluster that has no images of Redis and RabbitMQ: as much of either as its neighbours ask for. With a password it is the cache, without one the broker.
const int CachePort = 6379;
const int BrokerPort = 5672;

if (args is ["-q", "ping"])
{
    using var asked = new TcpClient();
    await asked.ConnectAsync(IPAddress.Loopback, BrokerPort);
    return;
}

var password = Array.IndexOf(args, "--requirepass") is >= 0 and var option ? args[option + 1] : null;
using var listener = new TcpListener(IPAddress.Any, password is null ? BrokerPort : CachePort);
listener.Start();
while (true)
{
    _ = AnswerAsync(await listener.AcceptTcpClientAsync());
}

async Task AnswerAsync(TcpClient client)
{
    using (client)
    {
        var stream = client.GetStream();
        if (password is null)
        {
            await stream.ReadExactlyAsync(new byte[8]);
            await stream.WriteAsync("AMQP\0\0\x09\x01"u8.ToArray());
            return;
        }

        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync() is { } command)
        {
            await stream.WriteAsync(command == "PING" ? "+PONG\r\n"u8.ToArray() : command == $"AUTH {password}" ? "+OK\r\n"u8.ToArray() : "-ERR\r\n"u8.ToArray());
        }
    }
}
