using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Order.Data;
using Tests.Releases;

namespace Order.Tests;

/// <summary>A rolling update: today's replicas bring the database up to date while those of the last release go on working on it.</summary>
public abstract class LastReleaseTests(ShopFixture databases)
{
    private const int OldReplicas = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_releases_statements_work_before_during_and_after_todays_migrations()
    {
        var database = await databases.NewDatabaseAsync(Cancellation);
        var release = await LastReleaseOrders.InstallAsync(() => NewContext(database), Cancellation);
        await using var traffic = Traffic.Start(OldReplicas, release.RoundAsync, Cancellation);
        await traffic.MoreAsync(OldReplicas, Cancellation);

        await using var shop = await Shop.OpenAsync(database, Cancellation);
        await traffic.MoreAsync(2 * OldReplicas, Cancellation);
        using var customer = shop.NewCustomer();
        var own = (await customer.PlaceAsync(LastReleaseOrders.Product)).ShouldBe(HttpStatusCode.Created);
        await traffic.MoreAsync(OldReplicas, Cancellation);
        await traffic.StopAsync();

        // Nothing is lost on either side.
        (await shop.StockAsync(LastReleaseOrders.Product)).ShouldBe(LastReleaseOrders.Stock - traffic.Rounds - 1);
        using var admin = shop.NewAdmin(replica: 1);
        var theirs = (await admin.GetAsync($"/orders/{release.LastOrder}")).ShouldBe(HttpStatusCode.OK);
        theirs.Text("status").ShouldBe("paid");
        (await admin.ActAsync(theirs, "ship")).ShouldBe(HttpStatusCode.OK);
        (await release.EventsAsync(own.Number("number"), Cancellation)).ShouldBe(1);
        (await release.EventsAsync(theirs.Number("number"), Cancellation)).ShouldBe(3);
    }

    private protected abstract OrderDbContext NewContext(string connectionString);

    public sealed class Sqlite(OnSqlite databases) : LastReleaseTests(databases)
    {
        private protected override OrderDbContext NewContext(string connectionString) =>
            new SqliteOrderDbContext(new DbContextOptionsBuilder<SqliteOrderDbContext>().UseSqlite(connectionString).Options);
    }

    public sealed class PostgreSql(OnPostgreSql databases) : LastReleaseTests(databases)
    {
        private protected override OrderDbContext NewContext(string connectionString) =>
            new PostgreSqlOrderDbContext(new DbContextOptionsBuilder<PostgreSqlOrderDbContext>().UseNpgsql(connectionString).Options);
    }
}

/// <summary>The database as the last release left it, and what its replicas send when orders are placed and paid, transaction by transaction. To be renewed with each release, like order.previous.json.</summary>
internal sealed class LastReleaseOrders
{
    public const string Product = "old-lamp";
    public const int Stock = 1_000_000;

    private const string LastMigration = "Initial";

    private readonly Func<OrderDbContext> _open;

    private LastReleaseOrders(Func<OrderDbContext> open) => _open = open;

    public Guid LastOrder { get; private set; }

    public static async Task<LastReleaseOrders> InstallAsync(Func<OrderDbContext> open, CancellationToken cancellationToken)
    {
        await using var context = open();
        await context.GetService<IMigrator>().MigrateAsync(LastMigration, cancellationToken);
        if (context is SqliteOrderDbContext)
        {
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL", cancellationToken);
        }

        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO products ("Id", "Name", "Description", "Category", "Image", "PriceCents", "Currency", "Stock", "Position")
            VALUES ({Product}, 'Lamp', 'Old.', 'Light', 'lamp', 1000, 'EUR', {Stock}, 1)
            """,
            cancellationToken);
        return new LastReleaseOrders(open);
    }

    /// <summary>Places an order, pays it and reads it.</summary>
    public async Task RoundAsync(int replica, CancellationToken cancellationToken)
    {
        var customer = string.Create(CultureInfo.InvariantCulture, $"old-customer-{replica}");
        await using var context = _open();
        var (id, now) = (Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        long number;
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            number = (await context.Database.SqlQuery<long>(
                $"""
                INSERT INTO orders ("Id", "CustomerId", "CustomerName", "CustomerEmail", "Status", "Version", "Currency", "TotalCents", "ItemCount", "PlacedAt", "UpdatedAt", "IdempotencyKey", "RequestFingerprint")
                VALUES ({id}, {customer}, 'Ada', 'ada@example.com', 'placed', 1, 'EUR', 1000, 1, {now}, {now}, {id.ToString()}, 'abc') RETURNING "Number" AS "Value"
                """).ToListAsync(cancellationToken)).Single();
            await context.Database.ExecuteSqlAsync(
                $"""INSERT INTO order_lines ("OrderNumber", "Position", "Name", "ProductId", "Quantity", "UnitPriceCents") VALUES ({number}, 0, 'Lamp', {Product}, 1, 1000)""", cancellationToken);
            (await context.Database.ExecuteSqlAsync($"""UPDATE products SET "Stock" = "Stock" - 1 WHERE "Id" = {Product} AND "Stock" >= 1""", cancellationToken)).ShouldBe(1);
            await TellAsync(context, number, id, customer, "placed", 1, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            (await context.Database.ExecuteSqlAsync($"""UPDATE orders SET "Status" = 'paid', "UpdatedAt" = {now}, "Version" = 2 WHERE "Number" = {number} AND "Version" = 1""", cancellationToken)).ShouldBe(1);
            await TellAsync(context, number, id, customer, "paid", 2, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        var page = await context.Database.SqlQuery<Guid>(
            $"""
            SELECT o."Id" AS "Value" FROM orders AS o WHERE o."CustomerId" = {customer} AND o."Number" < {number + 1} AND o."CustomerName" IS NOT NULL ORDER BY o."Number" DESC LIMIT 21
            """).ToListAsync(cancellationToken);
        page[0].ShouldBe(id);
        (await EventsAsync(number, cancellationToken)).ShouldBe(2);
        LastOrder = id;
    }

    /// <summary>How many events of an order its feed would tell.</summary>
    public async Task<int> EventsAsync(long order, CancellationToken cancellationToken)
    {
        await using var context = _open();
        return (await context.Database.SqlQuery<string>(
            $"""
            SELECT o."Status" AS "Value" FROM order_events AS o WHERE o."Sequence" > 0 AND o."OrderNumber" = {order} AND o."Version" > 0 AND o."CustomerId" IS NOT NULL AND o."OccurredAt" IS NOT NULL ORDER BY o."Sequence" LIMIT 500
            """).ToListAsync(cancellationToken)).Count;
    }

    // Everybody's events in one order: this release takes a lock for it.
    private static async Task TellAsync(OrderDbContext context, long number, Guid id, string customer, string status, int version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (context is PostgreSqlOrderDbContext)
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(7310574000000000001)", cancellationToken);
        }

        await context.Database.ExecuteSqlAsync(
            $"""INSERT INTO order_events ("CustomerId", "OccurredAt", "OrderId", "OrderNumber", "Status", "Version") VALUES ({customer}, {at}, {id}, {number}, {status}, {version})""", cancellationToken);
    }
}
