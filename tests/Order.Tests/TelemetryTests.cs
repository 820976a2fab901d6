using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Ordering.Telemetry;

namespace Ordering.Tests;

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
        var trace = ActivityTraceId.CreateRandom();
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            // ASP.NET Core takes up the caller's trace only when somebody listens to it.
            ShouldListenTo = source => source.Name is OrderTelemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == OrderTelemetry.Name && activity.TraceId == trace)
                {
                    activities.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var client = replica.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _issuer.Token("ada"));
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        var customer = new Customer("ada", client);

        var order = await customer.PlaceAsync("kaj-mug");
        await customer.ActAsync(order, "cancel");

        activities.Select(activity => activity.OperationName).ShouldBe(["place order", "cancel order"]);
        activities.ShouldAllBe(activity => (long)activity.GetTagItem("order.number")! == order.Number("number"));
    }
}
