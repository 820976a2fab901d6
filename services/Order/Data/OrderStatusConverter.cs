using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Order.Data;

/// <summary>Stores a status as text, so that a new one needs no migration.</summary>
internal sealed class OrderStatusConverter() : ValueConverter<OrderStatus, string>(status => status.Name, name => new OrderStatus(name));
