using System.Text.Json.Serialization;
using Ordering.Orders;
using Ordering.Orders.Events;
using Ordering.Orders.Placing;
using Ordering.Products;

namespace Ordering;

/// <summary>Serialization without reflection, for everything that goes over the wire.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<OrderAction>))]
[JsonSerializable(typeof(IReadOnlyList<Shortage>))]
[JsonSerializable(typeof(OrderAction[]))]
[JsonSerializable(typeof(List<Shortage>))]
[JsonSerializable(typeof(OrderEventResponse))]
[JsonSerializable(typeof(OrderPage))]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(PlaceOrderRequest))]
[JsonSerializable(typeof(ProductList))]
[JsonSerializable(typeof(ProductResponse))]
internal sealed partial class OrderJson : JsonSerializerContext;
