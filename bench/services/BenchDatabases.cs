using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Services.Bench;

/// <summary>The services' databases, and pgbench on the same.</summary>
internal sealed partial class BenchDatabases : IAsyncDisposable
{
    /// <summary>How many products are ordered.</summary>
    public const int Products = 100;

    private const string OrdersName = "bench_orders";
    private const string FrontendName = "bench_frontend";

    // What a POST of one line does to PostgreSQL, but for the check of what a customer with unpaid orders holds.
    private const string Transaction = """
        \set customer random(1, :customers)
        \set product random(1, :products)
        BEGIN;
        SELECT pg_advisory_xact_lock(hashtextextended('pgbench-' || :customer, 0));
        SELECT EXISTS (SELECT 1 FROM orders WHERE "CustomerId" = 'pgbench-' || :customer AND "IdempotencyKey" = '') AS "HasEarlier", (SELECT COUNT(*) FROM orders WHERE "CustomerId" = 'pgbench-' || :customer AND "Status" = 'placed') AS "Unpaid", (SELECT "PlacedAt" FROM orders WHERE "CustomerId" = 'pgbench-' || :customer ORDER BY "Number" DESC LIMIT 1 OFFSET 29) AS "RateReachedSince";
        UPDATE products SET "Stock" = "Stock" - 1 WHERE "Id" = 'bench-' || :product AND "Stock" >= 1 RETURNING "Name", "PriceCents", "Currency";
        INSERT INTO orders ("Id", "CustomerId", "Status", "Version", "Currency", "TotalCents", "ItemCount", "PlacedAt", "UpdatedAt") VALUES (gen_random_uuid(), 'pgbench-' || :customer, 'placed', 1, 'EUR', 100, 1, now(), now()) RETURNING "Number" AS number \gset
        INSERT INTO order_lines ("OrderNumber", "Position", "ProductId", "Name", "Quantity", "UnitPriceCents") VALUES (:number, 0, 'bench-' || :product, 'Bench', 1, 100);
        INSERT INTO order_events ("OrderNumber", "OrderId", "CustomerId", "Status", "Version", "OccurredAt") VALUES (:number, gen_random_uuid(), 'pgbench-' || :customer, 'placed', 1, now()) RETURNING "Sequence", "Transaction";
        COMMIT;

        """;

    private readonly NpgsqlConnectionStringBuilder _server;

    private BenchDatabases(NpgsqlConnectionStringBuilder server) => _server = server;

    public string Orders => Of(OrdersName);

    public string Frontend => Of(FrontendName);

    /// <summary>Makes room for the services, which make their databases themselves.</summary>
    public static async Task<BenchDatabases> CreateAsync(NpgsqlConnectionStringBuilder server)
    {
        var databases = new BenchDatabases(server);
        await databases.DropAsync();
        return databases;
    }

    /// <summary>Products that do not run out, and what else a shop of that size has.</summary>
    public async Task StockAsync(ShopSize size)
    {
        await ExecuteAsync(Orders, $"""
            INSERT INTO products ("Id", "Name", "Description", "Category", "Image", "PriceCents", "Currency", "Stock", "Position")
            SELECT 'bench-' || i, 'Bench', '', 'Bench', 'bench', 100, 'EUR', 1000000000, 1000 + i FROM generate_series(1, {Products + size.MoreProducts}) AS i
            """);
        await ExecuteAsync(Orders, $"""
            INSERT INTO orders ("Id", "CustomerId", "Status", "Version", "Currency", "TotalCents", "ItemCount", "PlacedAt", "UpdatedAt")
            SELECT gen_random_uuid(), 'customer-' || i % {BenchShop.Customers}, 'shipped', 3, 'EUR', 100, 1, now() - interval '1 day', now() FROM generate_series(1, {size.Orders}) AS i
            """);
        await ExecuteAsync(Orders, """
            INSERT INTO order_lines ("OrderNumber", "Position", "ProductId", "Name", "Quantity", "UnitPriceCents") SELECT "Number", 0, 'bench-1', 'Bench', 1, 100 FROM orders
            """);
        await ExecuteAsync(Orders, """
            INSERT INTO order_events ("OrderNumber", "OrderId", "CustomerId", "Status", "Version", "OccurredAt")
            SELECT "Number", "Id", "CustomerId", status, version, "PlacedAt" FROM orders, (VALUES ('placed', 1), ('paid', 2), ('shipped', 3)) AS history (status, version)
            """);
        await ExecuteAsync(Orders, "VACUUM ANALYZE");
    }

    public async Task<Measured> PgbenchAsync(BenchSettings settings, int customers, ProcessorTimes times)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Transaction);
            var seconds = ((int)settings.Time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var start = new ProcessStartInfo("pgbench", [
                "--no-vacuum", "--protocol=extended", $"--client={settings.Clients}", "--jobs=2", $"--time={seconds}", $"--define=customers={customers}", $"--define=products={Products}", $"--file={script}",
                $"--host={_server.Host}", $"--port={_server.Port}", $"--username={_server.Username}", OrdersName])
            { RedirectStandardOutput = true };
            start.Environment["PGPASSWORD"] = _server.Password;
            var (before, endedBefore) = (times.Now(), ProcessorTimes.Ended());
            using var pgbench = Process.Start(start)!;
            var output = await pgbench.StandardOutput.ReadToEndAsync();
            await pgbench.WaitForExitAsync();
            var use = times.Now() - before;
            if (Rate().Match(output) is not { Success: true } rate || Count().Match(output) is not { Success: true } count)
            {
                throw new InvalidOperationException($"pgbench has not said its rate:\n{output}");
            }

            var transactions = int.Parse(count.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            return new Measured(
                transactions,
                TimeSpan.FromSeconds(transactions / double.Parse(rate.Groups["tps"].ValueSpan, CultureInfo.InvariantCulture)),
                use with { Client = ProcessorTimes.Ended() - endedBefore });
        }
        finally
        {
            File.Delete(script);
        }
    }

    /// <summary>The server's first process; null when it is another machine's.</summary>
    public async Task<int?> ServerProcessAsync()
    {
        if (_server.Host is not ("127.0.0.1" or "localhost" or "::1"))
        {
            return null;
        }

        var server = await ReadAsync<int>("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int");
        return Directory.Exists($"/proc/{server}") ? server : null;
    }

    /// <summary>How many connections the order service has open.</summary>
    public Task<int> ConnectionsAsync() => ReadAsync<int>($"SELECT COUNT(*)::int - 1 FROM pg_stat_activity WHERE datname = '{OrdersName}'");

    /// <summary>How much an order takes, with its lines, its events and the indexes.</summary>
    public Task<long> OrderBytesAsync() =>
        ReadAsync<long>("SELECT (pg_total_relation_size('orders') + pg_total_relation_size('order_lines') + pg_total_relation_size('order_events')) / GREATEST((SELECT COUNT(*) FROM orders), 1)");

    public async ValueTask DisposeAsync() => await DropAsync();

    private async Task DropAsync()
    {
        foreach (var name in (string[])[OrdersName, FrontendName])
        {
            await ExecuteAsync(Of("postgres"), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    private static async Task ExecuteAsync(string database, string statement)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<T> ReadAsync<T>(string query)
    {
        await using var source = NpgsqlDataSource.Create(Orders);
        await using var command = source.CreateCommand(query);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private string Of(string database) => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database }.ConnectionString;

    [GeneratedRegex(@"^tps = (?<tps>[\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^number of transactions actually processed: (?<count>\d+)", RegexOptions.Multiline)]
    private static partial Regex Count();
}
