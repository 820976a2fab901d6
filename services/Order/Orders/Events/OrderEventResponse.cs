using System.Text.Json.Serialization;
using Order.Data;

namespace Order.Orders.Events;

/// <summary>That an order has reached a status. A heartbeat has no values.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its number. <example>17</example></param>
/// <param name="Status">The status it has reached. <example>paid</example></param>
/// <param name="Version">Its version since then. <example>2</example></param>
/// <param name="CustomerId">Whose order it is.</param>
/// <param name="OccurredAt">When it happened.</param>
internal sealed record OrderEventResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? OrderId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Number = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrderStatus? Status = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CustomerId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? OccurredAt = null)
{
    public static OrderEventResponse Heartbeat { get; } = new();

    public static OrderEventResponse From(OrderEvent change) =>
        new(change.OrderId, change.OrderNumber, change.Status, change.Version, change.CustomerId, change.OccurredAt);
}
