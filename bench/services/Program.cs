// How many requests a second the services answer through an entrance, beside a hello-world minimal API behind the same entrance; how
// many orders they take, beside pgbench with a transaction of the same statements, and what an order is made of; what telemetry costs;
// and what more products, orders and replicas cost. All on loopback, side by side in one run.
//
//   dotnet run -c Release --project bench/services -- "Host=127.0.0.1;Port=5432;Username=postgres;Password=…" [rates] [pieces] [telemetry] [growth] [seconds=10]
//
// Without a part all of them. Needs a PostgreSQL server whose superuser that is, and pgbench. Databases bench_orders and bench_frontend are
// made and dropped.

using System.Globalization;
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
    case ["collector", var address]:
        await Peers.CollectorAsync(address);
        return 0;
    case []:
        await Console.Error.WriteLineAsync("Which PostgreSQL server? Give its connection string: dotnet run -c Release --project bench/services -- \"Host=127.0.0.1;Username=postgres;Password=…\"");
        return 2;
}

const string SecondsArgument = "seconds=";
var seconds = args.FirstOrDefault(argument => argument.StartsWith(SecondsArgument, StringComparison.Ordinal)) is { } given ? int.Parse(given[SecondsArgument.Length..], CultureInfo.InvariantCulture) : 10;
var parts = args.Skip(1).Where(argument => !argument.StartsWith(SecondsArgument, StringComparison.Ordinal)).ToHashSet();
if (parts.FirstOrDefault(part => !Parts.All.ContainsKey(part)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no part '{unknown}'. The parts: {string.Join(", ", Parts.All.Keys)}.");
    return 2;
}

var settings = new BenchSettings(Clients: 32, TimeSpan.FromSeconds(seconds));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores for everything, {settings.Clients} clients, {seconds} s each after a warm-up of {settings.WarmUp:N0} answers\n"));
foreach (var (name, measure) in Parts.All)
{
    if (parts.Count == 0 || parts.Contains(name))
    {
        await measure(new NpgsqlConnectionStringBuilder(args[0]), settings);
        Console.WriteLine();
    }
}

return 0;
