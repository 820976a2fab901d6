using System.Text.Json;
using System.Text.Json.Serialization;

namespace Frontend.Orders;

/// <summary>Where an order is on its way. A name and not an enum: the order service may be newer than this page, which then shows the name as it is.</summary>
[JsonConverter(typeof(NameConverter))]
public sealed record OrderStatus(string Name)
{
    public static OrderStatus Placed { get; } = new("placed");
    public static OrderStatus Paid { get; } = new("paid");
    public static OrderStatus Shipped { get; } = new("shipped");
    public static OrderStatus Cancelled { get; } = new("cancelled");

    /// <summary>Every status that this version knows.</summary>
    public static IReadOnlyList<OrderStatus> Known { get; } = [Placed, Paid, Shipped, Cancelled];

    /// <summary>As customers read it: <c>Placed</c>.</summary>
    public string Title => Name.Length == 0 ? Name : char.ToUpperInvariant(Name[0]) + Name[1..];

    public override string ToString() => Name;

    /// <summary>A status is its name.</summary>
    internal sealed class NameConverter : JsonConverter<OrderStatus>
    {
        public override OrderStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? throw new JsonException());

        public override void Write(Utf8JsonWriter writer, OrderStatus value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }
}
