// How many requests a second the services answer through an entrance, beside a hello-world minimal API behind the same entrance, and
// how many orders they take, beside pgbench with a transaction of the same statements; all on loopback, in turns, in one run.
//
//   dotnet run -c Release --project bench/services -- "Host=127.0.0.1;Port=5432;Username=postgres;Password=…" [<seconds>]
//
// Needs a PostgreSQL server whose superuser that is, and pgbench. Databases bench_orders and bench_frontend are made and dropped.

using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Npgsql;
using Services.Bench;

switch (args)
{
    case ["hello", var address]:
        await Peers.HelloAsync(address);
        return 0;
    case ["entrance", var address, .. var destinations]:
        await Peers.EntranceAsync(address, destinations);
        return 0;
    case []:
        await Console.Error.WriteLineAsync("Which PostgreSQL server? Give its connection string: dotnet run -c Release --project bench/services -- \"Host=127.0.0.1;Username=postgres;Password=…\"");
        return 2;
}

const int Clients = 32;
const int Customers = 20_000;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
var server = new NpgsqlConnectionStringBuilder(args[0]);
await using var databases = await BenchDatabases.CreateAsync(server);
await using var issuer = await BenchIssuer.StartAsync();

var programs = new List<BenchProgram>();
try
{
    List<string> Start(string program, int replicas, params (string Key, string Value)[] settings)
    {
        var started = Enumerable.Range(0, replicas).Select(_ => BenchProgram.StartService(program, settings)).ToList();
        programs.AddRange(started);
        return [.. started.Select(replica => replica.Address)];
    }

    (string, string)[] issued = [("Auth__Issuer", issuer.Issuer), ("services__auth__http__0", issuer.Address)];
    var orders = Start("Order", 2, [.. issued, ("ConnectionStrings__orderdb", databases.Orders)]);
    var shops = Start("Frontend", 2, [
        .. issued,
        ("ConnectionStrings__frontenddb", databases.Frontend),
        ("Auth__ClientSecret", BenchIssuer.ClientSecret),
        ("DataProtection__Key", Convert.ToBase64String(new byte[32])),
        .. orders.Select((address, i) => ($"services__order__http__{i}", address)),
    ]);
    var hellos = Enumerable.Range(0, 2).Select(_ => BenchProgram.StartSelf("hello")).ToList();
    programs.AddRange(hellos);
    var entrance = BenchProgram.StartSelf("entrance", [
        .. hellos.Select(replica => $"/hello={replica.Address}"), .. orders.Select(address => $"/orders={address}"), .. shops.Select(address => $"/={address}")]);
    programs.Add(entrance);
    foreach (var address in (string[])[.. orders.Select(address => address + "/health"), .. shops.Select(address => address + "/health"), entrance.Address + "/hello"])
    {
        await BenchProgram.WaitAsync(address);
    }

    async Task<double> GetAsync(string path) => await Load.MeasureAsync(
        new Uri(entrance.Address), Clients, TimeSpan.FromSeconds(seconds), (_, _) => new HttpRequestMessage(HttpMethod.Get, path));

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores for everything, {Clients} clients, {seconds} s each, two replicas of each service\n"));
    Console.WriteLine("| | requests/s | peer | requests/s | ratio | to reach |");
    Console.WriteLine("|---|---:|---|---:|---:|---:|");

    void Row(string what, double rate, string peer, double peers, string target) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {rate:N0} | {peer} | {peers:N0} | {rate / peers:0.00} | {target} |"));

    // In turns, and the peer on both sides, so that both meet the same load of the machine.
    var helloBefore = await GetAsync("/hello");
    var catalogue = await GetAsync("/orders/products");
    var page = await GetAsync("/");
    var hello = (helloBefore + await GetAsync("/hello")) / 2;
    Row("`GET /orders/products`", catalogue, "hello-world minimal API", hello, "0.25");
    Row("`GET /`, the shop's page", page, "hello-world minimal API", hello, "");

    await databases.StockAsync();
    var tokens = Enumerable.Range(0, Customers).Select(i => new AuthenticationHeaderValue("Bearer", issuer.Token($"customer-{i}"))).ToArray();
    var placed = await Load.MeasureAsync(new Uri(entrance.Address), Clients, TimeSpan.FromSeconds(seconds), (request, random) => new HttpRequestMessage(HttpMethod.Post, "/orders")
    {
        Headers = { Authorization = tokens[request % tokens.Length] },
        Content = JsonContent.Create(new { lines = new[] { new { productId = $"bench-{random.Next(BenchDatabases.Products) + 1}", quantity = 1 } } }),
    });
    var transactions = await databases.PgbenchAsync(Clients, seconds, Customers);
    Row("`POST /orders`", placed, "pgbench, the same statements", transactions, "0.50");
}
finally
{
    foreach (var program in programs)
    {
        await program.DisposeAsync();
    }
}

return 0;
