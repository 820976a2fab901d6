using System.Text.Json.Serialization;
using Order.Orders;
using Order.Orders.Events;
using Order.Orders.Placing;
using Order.Products;

namespace Order;

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
[JsonSerializable(typeof(IReadOnlyList<ProductResponse>))]
internal sealed partial class OrderJson : JsonSerializerContext;
