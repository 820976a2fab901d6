using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Order.Orders;

namespace Order.Tests;

public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("order-telemetry-");
    private TestIssuer _issuer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _issuer = await TestIssuer.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Placed_replayed_refused_and_changed_orders_are_counted()
    {
        await using var replica = await Replica.StartAsync($"Data Source={Path.Combine(_directory.FullName, "orders.db")}", _issuer, Cancellation);
        var meters = replica.Services.GetRequiredService<IMeterFactory>();
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Other tests have meters of the same name, made by factories of their own.
                if (instrument.Meter.Name == OrderTelemetry.Name && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        using var client = replica.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _issuer.Token("ada"));
        var customer = new Customer("ada", client);

        var order = await customer.PlaceAsync("kaj-mug", 2, "attempt-1");
        await customer.PlaceAsync("kaj-mug", 2, "attempt-1");
        await customer.PlaceAsync("pram-stool", 4);
        await customer.ActAsync(order, "pay");

        measured["orders.placed"].ShouldBe(1);
        measured["orders.value currency=EUR"].ShouldBe(48);
        measured["orders.replayed"].ShouldBe(1);
        measured["orders.oversell_rejected"].ShouldBe(1);
        measured["orders.transitions action=pay"].ShouldBe(1);

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = instrument.Name;
            foreach (var (tag, tagged) in tags)
            {
                name += $" {tag}={tagged}";
            }

            measured.AddOrUpdate(name, value, (_, sum) => sum + value);
        }
    }

    [Fact]
    public async Task Placing_and_changing_an_order_are_activities_that_name_it()
    {
        await using var replica = await Replica.StartAsync($"Data Source={Path.Combine(_directory.FullName, "orders.db")}", _issuer, Cancellation);
        using var trace = new RecordedTrace(OrderTelemetry.Name);
        using var client = replica.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _issuer.Token("ada"));
        client.DefaultRequestHeaders.Add("traceparent", trace.Parent);
        var customer = new Customer("ada", client);

        var order = await customer.PlaceAsync("kaj-mug");
        await customer.ActAsync(order, "cancel");

        trace.Activities.Select(activity => activity.OperationName).ShouldBe(["place order", "cancel order"]);
        trace.Activities.ShouldAllBe(activity => (long)activity.GetTagItem("order.number")! == order.Number("number"));
    }

    [Fact]
    public async Task Commands_to_a_SQLite_database_are_in_the_trace_without_their_values()
    {
        await using var replica = await Replica.StartAsync($"Data Source={Path.Combine(_directory.FullName, "shop.db")}", _issuer, Cancellation);
        using var trace = new RecordedTrace("ServiceDefaults.Data");
        using var client = replica.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _issuer.Token("ada"));
        client.DefaultRequestHeaders.Add("traceparent", trace.Parent);

        await new Customer("ada", client).PlaceAsync("kaj-mug");

        var update = trace.Activities.Where(activity => activity.DisplayName == "UPDATE shop").ShouldHaveSingleItem();
        update.Kind.ShouldBe(ActivityKind.Client);
        update.GetTagItem("db.system.name").ShouldBe("sqlite");
        update.GetTagItem("db.query.text").ShouldBeOfType<string>().ShouldContain("\"Stock\"");
        update.Duration.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        trace.Activities.ShouldAllBe(activity => !((string)activity.GetTagItem("db.query.text")!).Contains("kaj-mug", StringComparison.Ordinal));
    }
}
