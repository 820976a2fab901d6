using System.Net.Sockets;
using System.Text;
using Npgsql;

var app = WebApplication.Create(args);

// One answer of each neighbour.
app.MapGet("/items", async (IConfiguration configuration) => new
{
    Database = await AskDatabaseAsync(configuration.GetConnectionString("Items")!),
    Cache = await AskCacheAsync(configuration.GetConnectionString("Cache")!),
    Broker = await AskBrokerAsync(new Uri(configuration.GetConnectionString("Broker")!)),
    Banner = await new HttpClient().GetStringAsync(configuration["services:Banner:http:0"]),
    Rates = configuration["services:Rates:https:0"],
});

app.Run();

static async Task<string?> AskDatabaseAsync(string connectionString)
{
    await using var source = NpgsqlDataSource.Create(connectionString);
    return (await source.CreateCommand("select current_database()").ExecuteScalarAsync())?.ToString();
}

// host:port,password=…
static async Task<string?> AskCacheAsync(string connectionString)
{
    var parts = connectionString.Split(',');
    var password = parts.Single(part => part.StartsWith("password=", StringComparison.Ordinal))["password=".Length..];
    var address = parts[0].Split(':');
    using var client = new TcpClient();
    await client.ConnectAsync(address[0], int.Parse(address[1]));
    using var reader = new StreamReader(client.GetStream());
    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"AUTH {password}\r\nPING\r\n"));
    return $"{await reader.ReadLineAsync()} {await reader.ReadLineAsync()}";
}

// The first bytes of AMQP; who speaks another version answers with its own.
static async Task<bool> AskBrokerAsync(Uri address)
{
    using var client = new TcpClient();
    await client.ConnectAsync(address.Host, address.Port);
    await client.GetStream().WriteAsync("AMQP\0\0\x09\x01"u8.ToArray());
    return await client.GetStream().ReadAsync(new byte[1]) == 1 && address.UserInfo.Contains(':');
}
