using System.Text.Json.Serialization;

namespace Frontend.Orders;

/// <summary>Where an order is on its way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    Placed,
    Paid,
    Shipped,
    Cancelled,
}
