using System.Net;
using Microsoft.EntityFrameworkCore;
using Order.Data;

namespace Order.Tests;

public abstract class EventTests(ShopFixture fixture) : ShopTests(fixture)
{
    [Fact]
    public async Task A_customer_sees_changes_that_happen_at_another_replica()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer(replica: 0);
        using var elsewhere = Shop.Customer(customer.Id, replica: 1);
        using var admin = Shop.NewAdmin(replica: 1);
        await using var stream = await EventStream.OpenAsync(customer.Client);

        var order = await elsewhere.PlaceAsync(product);
        order = await elsewhere.ActAsync(order, "pay");
        await admin.ActAsync(order, "ship");

        (await stream.NextChangeAsync()).ShouldBe($"{order.Id} placed");
        (await stream.NextChangeAsync()).ShouldBe($"{order.Id} paid");
        (await stream.NextChangeAsync()).ShouldBe($"{order.Id} shipped");
    }

    [Fact]
    public async Task A_customer_hears_nothing_of_others_and_an_admin_of_all()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        using var other = Shop.NewCustomer();
        using var admin = Shop.NewAdmin(replica: 1);
        await using var own = await EventStream.OpenAsync(customer.Client);
        await using var all = await EventStream.OpenAsync(admin.Client);
        await using var adminsOwn = await EventStream.OpenAsync(admin.Client, query: "?mine=true");

        var foreign = await other.PlaceAsync(product);
        var mine = await customer.PlaceAsync(product);
        var admins = await admin.PlaceAsync(product);

        (await own.NextChangeAsync()).ShouldBe($"{mine.Id} placed");
        (await adminsOwn.NextChangeAsync()).ShouldBe($"{admins.Id} placed");
        var expected = new HashSet<string> { $"{foreign.Id} placed", $"{mine.Id} placed", $"{admins.Id} placed" };
        while (expected.Count > 0)
        {
            expected.Remove(await all.NextChangeAsync());
        }
    }

    [Fact]
    public async Task A_stream_resumes_at_another_replica_where_it_broke_off()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer(replica: 0);
        using var elsewhere = Shop.Customer(customer.Id, replica: 1);
        string? lastEventId;
        await using (var stream = await EventStream.OpenAsync(customer.Client))
        {
            await customer.PlaceAsync(product);
            await stream.NextChangeAsync();
            lastEventId = stream.LastEventId;
        }

        var order = await customer.PlaceAsync(product);
        await customer.ActAsync(order, "cancel");

        await using var resumed = await EventStream.ConnectAsync(elsewhere.Client, lastEventId);
        (await resumed.NextChangeAsync()).ShouldBe($"{order.Id} placed");
        (await resumed.NextChangeAsync()).ShouldBe($"{order.Id} cancelled");
        var next = await customer.PlaceAsync(product);
        (await resumed.NextChangeAsync()).ShouldBe($"{next.Id} placed");
    }

    [Fact]
    public async Task A_stream_that_has_seen_no_event_yet_resumes_without_a_gap()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        string? lastEventId;
        await using (var stream = await EventStream.OpenAsync(customer.Client))
        {
            lastEventId = stream.LastEventId.ShouldNotBeNull();
        }

        var order = await customer.PlaceAsync(product);

        await using var resumed = await EventStream.ConnectAsync(customer.Client, query: $"?lastEventId={lastEventId}");
        (await resumed.NextChangeAsync()).ShouldBe($"{order.Id} placed");
    }

    [Fact]
    public async Task A_client_that_remembers_a_database_of_old_hears_what_is_new()
    {
        var product = await Shop.NewProductAsync(10);
        using var customer = Shop.NewCustomer();
        await using var stream = await EventStream.OpenAsync(customer.Client, lastEventId: "9000000000000");

        var order = await customer.PlaceAsync(product);

        (await stream.NextChangeAsync()).ShouldBe($"{order.Id} placed");
    }

    [Fact]
    public async Task Under_load_at_both_replicas_no_event_is_lost_or_repeated_and_numbers_only_rise()
    {
        const int Orders = 60;
        var product = await Shop.NewProductAsync(Orders);
        var id = $"customer-{Guid.NewGuid():n}";
        using var listener = Shop.Customer(id, replica: 0);
        await using var stream = await EventStream.OpenAsync(listener.Client);

        var placing = Task.WhenAll(Enumerable.Range(0, Orders).Select(i => Task.Run(async () =>
        {
            using var buyer = Shop.Customer(id, replica: i % 2);
            return (await buyer.PlaceAsync(product)).ShouldBe(HttpStatusCode.Created).Id;
        }, Cancellation)));

        var seen = new List<string>();
        var numbers = new List<long>();
        while (seen.Count < Orders)
        {
            seen.Add(await stream.NextChangeAsync());
            numbers.Add(long.Parse(stream.LastEventId!, System.Globalization.CultureInfo.InvariantCulture));
        }

        seen.ShouldBe((await placing).Select(order => $"{order} placed"), ignoreOrder: true);
        numbers.ShouldBeInOrder();
        numbers.ShouldBeUnique();
    }

    [Fact]
    public async Task Proxies_are_told_not_to_hold_events_back()
    {
        using var customer = Shop.NewCustomer();
        await using var stream = await EventStream.OpenAsync(customer.Client);

        stream.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        stream.Headers.CacheControl?.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task An_event_id_that_is_none_is_refused()
    {
        using var customer = Shop.NewCustomer();

        (await customer.GetAsync("/orders/events?lastEventId=yesterday")).ShouldBe(HttpStatusCode.BadRequest).ErrorFields.ShouldBe(["Last-Event-ID"]);
    }

    [Fact]
    public async Task The_stream_ends_with_the_token()
    {
        using var customer = Shop.NewCustomer();
        // Expired, but within the tolerated clock skew: the shortest stream there is.
        customer.Client.DefaultRequestHeaders.Authorization = new("Bearer", Shop.Issuer.Token(customer.Id, lifetime: TimeSpan.FromSeconds(-1)));
        await using var stream = await EventStream.OpenAsync(customer.Client);

        (await stream.NextAsync()).ShouldBeNull();
    }

    public sealed class Sqlite(OnSqlite shop) : EventTests(shop);

    public sealed class PostgreSql(OnPostgreSql shop) : EventTests(shop)
    {
        [Fact]
        public async Task An_event_waits_for_those_that_may_come_before_it_so_that_no_reader_misses_them()
        {
            var product = await Shop.NewProductAsync(10);
            using var customer = Shop.NewCustomer();
            await using var stream = await EventStream.OpenAsync(customer.Client);
            var slow = Guid.NewGuid();

            var (fast, changes) = await Shop.OnDatabaseAsync(async database =>
            {
                await using var transaction = await database.Database.BeginTransactionAsync(Cancellation);
                database.OrderEvents.Add(new OrderEvent
                {
                    OrderNumber = 0,
                    OrderId = slow,
                    CustomerId = customer.Id,
                    Status = OrderStatus.Placed,
                    Version = 1,
                    OccurredAt = DateTimeOffset.UnixEpoch,
                });
                await database.SaveChangesAsync(Cancellation);

                // Nobody waits for the one that is still open but its readers.
                var placed = (await customer.PlaceAsync(product)).ShouldBe(HttpStatusCode.Created);
                await using var late = await EventStream.OpenAsync(customer.Client);
                await transaction.CommitAsync(Cancellation);

                (await late.NextChangeAsync()).ShouldBe($"{slow} placed");
                return (placed, new[] { await stream.NextChangeAsync(), await stream.NextChangeAsync() });
            });

            changes.ShouldBe([$"{slow} placed", $"{fast.Id} placed"]);
        }

        [Fact]
        public async Task A_client_that_saw_the_later_number_first_resumes_after_it_without_a_gap()
        {
            using var customer = Shop.NewCustomer();
            await using var stream = await EventStream.OpenAsync(customer.Client);
            var (first, second) = (Guid.NewGuid(), Guid.NewGuid());

            // Two transactions that get their numbers in one order and write their events in the other.
            await Shop.OnDatabaseAsync(async one =>
            {
                await using var earlier = await one.Database.BeginTransactionAsync(Cancellation);
                await one.Database.ExecuteSqlAsync($"SELECT pg_current_xact_id()", Cancellation);
                await Shop.OnDatabaseAsync(async other =>
                {
                    await using var later = await other.Database.BeginTransactionAsync(Cancellation);
                    other.OrderEvents.Add(Event(second, customer.Id));
                    await other.SaveChangesAsync(Cancellation);
                    await later.CommitAsync(Cancellation);
                    return true;
                });
                one.OrderEvents.Add(Event(first, customer.Id));
                await one.SaveChangesAsync(Cancellation);
                await earlier.CommitAsync(Cancellation);
                return true;
            });

            (await stream.NextChangeAsync()).ShouldBe($"{first} placed");
            await using var resumed = await EventStream.ConnectAsync(customer.Client, stream.LastEventId);
            (await resumed.NextChangeAsync()).ShouldBe($"{second} placed");
        }

        [Fact]
        public async Task A_change_reaches_another_replica_by_signal_long_before_anybody_looks()
        {
            var product = await Shop.NewProductAsync(10);
            using var customer = Shop.NewCustomer(replica: 0);
            using var elsewhere = Shop.Customer(customer.Id, replica: 1);
            await Eventually.Async(() => Task.FromResult(Shop.Service<ReplicaSignals>(0).IsListening && Shop.Service<ReplicaSignals>(1).IsListening), Cancellation);
            await using var stream = await EventStream.OpenAsync(customer.Client);

            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            for (var i = 0; i < 5; i++)
            {
                var order = await elsewhere.PlaceAsync(product);
                (await stream.NextChangeAsync()).ShouldBe($"{order.Id} placed");
            }

            System.Diagnostics.Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5), "a replica that hears signals looks by itself only every five seconds");
        }

        [Fact]
        public async Task Events_of_a_database_restored_on_another_server_stand_in_nobodys_way()
        {
            var restored = await Shop.OnDatabaseAsync(async database =>
            {
                await database.Database.ExecuteSqlAsync(
                    $"""INSERT INTO order_events ("OrderNumber", "OrderId", "CustomerId", "Status", "Version", "OccurredAt", "Transaction") VALUES (0, {Guid.NewGuid()}, 'restored', 'placed', 1, now(), 9000000000000)""", Cancellation);
                await new Order.Orders.Events.RestoredEvents().SeedAsync(database, Cancellation);
                return await database.OrderEvents.SingleAsync(change => change.CustomerId == "restored", Cancellation);
            });

            restored.Transaction.ShouldBe(0);
        }

        private static OrderEvent Event(Guid order, string customerId) => new()
        {
            OrderNumber = 0,
            OrderId = order,
            CustomerId = customerId,
            Status = OrderStatus.Placed,
            Version = 1,
            OccurredAt = DateTimeOffset.UnixEpoch,
        };
    }
}
