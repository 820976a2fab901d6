using System.Text.Json.Serialization;

namespace Frontend.Orders;

/// <summary>What can be done with an order; the order service says which of them its caller may do now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderAction>))]
public enum OrderAction
{
    Pay,
    Ship,
    Cancel,
}
