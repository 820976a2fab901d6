using System.Globalization;
using Npgsql;

namespace Services.Bench;

/// <summary>What is measured; each part writes a table.</summary>
internal static class Parts
{
    public static IReadOnlyDictionary<string, Func<NpgsqlConnectionStringBuilder, BenchSettings, Task>> All { get; } = new OrderedDictionary<string, Func<NpgsqlConnectionStringBuilder, BenchSettings, Task>>
    {
        ["rates"] = RatesAsync,
        ["pieces"] = PiecesAsync,
        ["telemetry"] = TelemetryAsync,
        ["growth"] = GrowthAsync,
    };

    private static async Task RatesAsync(NpgsqlConnectionStringBuilder server, BenchSettings settings)
    {
        await using var shop = await BenchShop.OpenAsync(server, new ShopSize());
        Head("| | requests/s | peer | requests/s | ratio | to reach |");
        Head("|---|---:|---|---:|---:|---:|");

        // The peer on both sides, so that both meet the same load of the machine.
        await BesideAsync("`GET /orders/products`", "hello-world minimal API", "0.25", () => shop.GetAsync("/orders/products", settings), () => shop.GetAsync("/hello", settings));
        await BesideAsync("`GET /`, the shop's page", "hello-world minimal API", "", () => shop.GetAsync("/", settings), () => shop.GetAsync("/hello", settings));
        await BesideAsync("`POST /orders`", "pgbench, the same statements", "0.50", () => shop.OrderAsync(settings), () => shop.PgbenchAsync(settings));
    }

    private static async Task PiecesAsync(NpgsqlConnectionStringBuilder server, BenchSettings settings)
    {
        await using var shop = await BenchShop.OpenAsync(server, new ShopSize());
        Head("| ms of a processor for each | client | entrance | order | shop | PostgreSQL | together |");
        Head("|---|---:|---:|---:|---:|---:|---:|");
        void Line(string what, Measured found) => Row(
            $"| {what} | {found.Each(use => use.Client):0.00} | {found.Each(use => use.Entrance):0.00} | {found.Each(use => use.Orders):0.00} | {found.Each(use => use.Shops):0.00} | {found.Each(use => use.Database):0.00} | {found.EachTogether:0.00} |");

        Line("`GET /hello`, whose service is not counted", await shop.GetAsync("/hello", settings));
        Line("`POST /orders` without lines: token and body", await shop.OrderNothingAsync(settings));
        Line("`POST /orders`", await shop.OrderAsync(settings));
        Line("pgbench, the same statements", await shop.PgbenchAsync(settings));
        Line("`GET /orders`, one's own", await shop.GetAsync("/orders", settings, authenticated: true));
        Line("`GET /orders/products`", await shop.GetAsync("/orders/products", settings));
        Line("`GET /`, the shop's page", await shop.GetAsync("/", settings));
    }

    private static async Task TelemetryAsync(NpgsqlConnectionStringBuilder server, BenchSettings settings)
    {
        await using var collector = BenchProgram.StartSelf(new FreeAddresses(), "collector");
        await BenchProgram.WaitAsync(collector.Address);
        (string, string)[] exported = [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];
        (string Name, (string, string)[] Settings)[] cases =
        [
            ("off", []),
            ("metrics, logs and a tenth of the traces", [.. exported, ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0.1")]),
            ("everything", exported),
        ];

        Head("| telemetry | `GET /orders/products`, ms of `order` | ratio | `GET /`, ms of `frontend` | ratio | `POST /orders`, ms of `order` | ratio |");
        Head("|---|---:|---:|---:|---:|---:|---:|");
        (double Products, double Page, double Order)? off = null;
        foreach (var (name, telemetry) in cases)
        {
            await using var shop = await BenchShop.OpenAsync(server, new ShopSize(), telemetry);
            var products = (await shop.GetAsync("/orders/products", settings)).Each(use => use.Orders);
            var page = (await shop.GetAsync("/", settings)).Each(use => use.Shops);
            var order = (await shop.OrderAsync(settings)).Each(use => use.Orders);
            off ??= (products, page, order);
            Row($"| {name} | {products:0.000} | {products / off.Value.Products:0.00} | {page:0.000} | {page / off.Value.Page:0.00} | {order:0.000} | {order / off.Value.Order:0.00} |");
        }
    }

    private static async Task GrowthAsync(NpgsqlConnectionStringBuilder server, BenchSettings settings)
    {
        Head("| products | `GET /orders/products`/s | ms of a processor | `GET /`/s | ms of a processor | `POST /orders`/s | ms of a processor |");
        Head("|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var products in (int[])[100, 1_000, 10_000])
        {
            await using var shop = await BenchShop.OpenAsync(server, new ShopSize(MoreProducts: products - BenchDatabases.Products));
            var (list, page, order) = (await shop.GetAsync("/orders/products", settings), await shop.GetAsync("/", settings), await shop.OrderAsync(settings));
            Row($"| {products:N0} | {list.Rate:N0} | {list.EachTogether:0.00} | {page.Rate:N0} | {page.EachTogether:0.00} | {order.Rate:N0} | {order.EachTogether:0.00} |");
        }

        Head("");
        Head("| orders there are | `POST /orders`/s | ms of a processor | of it PostgreSQL's | `GET /orders`/s | ms of a processor | of it PostgreSQL's | bytes an order |");
        Head("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var orders in (int[])[10_000, 100_000, 1_000_000])
        {
            await using var shop = await BenchShop.OpenAsync(server, new ShopSize(Orders: orders));
            var bytes = await shop.OrderBytesAsync();
            var (list, order) = (await shop.GetAsync("/orders", settings, authenticated: true), await shop.OrderAsync(settings));
            Row($"| {orders:N0} | {order.Rate:N0} | {order.EachTogether:0.00} | {order.Each(use => use.Database):0.00} | {list.Rate:N0} | {list.EachTogether:0.00} | {list.Each(use => use.Database):0.00} | {bytes:N0} |");
        }

        Head("");
        Head("| replicas of `order` | `POST /orders`/s | ms of a processor | of it PostgreSQL's | pgbench/s beside it | ratio | connections |");
        Head("|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var replicas in (int[])[1, 2, 10])
        {
            await using var shop = await BenchShop.OpenAsync(server, new ShopSize(Replicas: replicas));
            var order = await shop.OrderAsync(settings);
            var connections = await shop.ConnectionsAsync();
            var pgbench = await shop.PgbenchAsync(settings);
            Row($"| {replicas} | {order.Rate:N0} | {order.EachTogether:0.00} | {order.Each(use => use.Database):0.00} | {pgbench.Rate:N0} | {order.Rate / pgbench.Rate:0.00} | {connections} |");
        }
    }

    private static async Task BesideAsync(string what, string peer, string target, Func<Task<Measured>> measure, Func<Task<Measured>> measurePeer)
    {
        var (before, rate) = ((await measurePeer()).Rate, (await measure()).Rate);
        var beside = (before + (await measurePeer()).Rate) / 2;
        Row($"| {what} | {rate:N0} | {peer} | {beside:N0} | {rate / beside:0.00} | {target} |");
    }

    private static void Row(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Head(string line) => Console.WriteLine(line);
}
