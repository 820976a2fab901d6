using System.Diagnostics;
using System.Diagnostics.Metrics;
using Order.Data;

namespace Order.Orders;

/// <summary>What the shop wants to know about itself, named after the service as ServiceDefaults expects.</summary>
internal sealed partial class OrderTelemetry : IDisposable
{
    public const string Name = "Order";

    private readonly ActivitySource _activities = new(Name);
    private readonly ILogger _logger;
    private readonly Counter<long> _placed;
    private readonly Counter<long> _replayed;
    private readonly Counter<long> _oversellRejected;
    private readonly Counter<long> _transitions;
    private readonly Histogram<double> _value;
    private readonly UpDownCounter<long> _streams;

    public OrderTelemetry(IMeterFactory meters, ILogger<OrderTelemetry> logger)
    {
        _logger = logger;
        var meter = meters.Create(Name);
        _placed = meter.CreateCounter<long>("orders.placed", "{order}", "Orders placed");
        _replayed = meter.CreateCounter<long>("orders.replayed", "{request}", "Retries answered with the order that was placed before");
        _oversellRejected = meter.CreateCounter<long>("orders.oversell_rejected", "{request}", "Orders refused because stock did not suffice");
        _transitions = meter.CreateCounter<long>("orders.transitions", "{transition}", "Changes of status, by action");
        _value = meter.CreateHistogram<double>("orders.value", "{currency}", "Value of placed orders, by currency");
        _streams = meter.CreateUpDownCounter<long>("orders.event_streams", "{stream}", "Open event streams");
    }

    public Activity? StartPlacing() => _activities.StartActivity("place order");

    public Activity? StartTransition(OrderAction action) => _activities.StartActivity($"{action.Name} order");

    public void Placed(CustomerOrder order)
    {
        _placed.Add(1);
        _value.Record(order.TotalCents / 100d, new KeyValuePair<string, object?>("currency", order.Currency));
        Activity.Current?.SetTag("order.number", order.Number);
        LogPlaced(order.Number, order.ItemCount, order.TotalCents / 100m, order.Currency);
    }

    public void Replayed() => _replayed.Add(1);

    public void OversellRejected()
    {
        _oversellRejected.Add(1);
        LogOversellRejected();
    }

    public void Transitioned(CustomerOrder order, OrderAction action)
    {
        _transitions.Add(1, new KeyValuePair<string, object?>("action", action.Name));
        Activity.Current?.SetTag("order.number", order.Number);
        LogTransitioned(order.Number, order.Status);
    }

    public void StreamOpened() => _streams.Add(1);

    public void StreamClosed() => _streams.Add(-1);

    public void Dispose() => _activities.Dispose();

    [LoggerMessage(LogLevel.Information, "Order {Number} has been placed: {Items} items for {Total} {Currency}")]
    private partial void LogPlaced(long number, int items, decimal total, string currency);

    [LoggerMessage(LogLevel.Information, "An order was refused: stock does not suffice")]
    private partial void LogOversellRejected();

    [LoggerMessage(LogLevel.Information, "Order {Number} is {Status}")]
    private partial void LogTransitioned(long number, OrderStatus status);
}
