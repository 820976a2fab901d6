using System.Text.Json;
using System.Text.Json.Serialization;

namespace Order.Data;

/// <summary>
/// Where an order stands. A name and not an enum: during a rolling update this version may meet a status of the next one,
/// which it then shows as it is, and allows nothing to be done with.
/// </summary>
[JsonConverter(typeof(NameConverter))]
internal sealed record OrderStatus(string Name)
{
    /// <summary>How long a name may be.</summary>
    public const int MaxLength = 32;

    public static OrderStatus Placed { get; } = new("placed");
    public static OrderStatus Paid { get; } = new("paid");
    public static OrderStatus Shipped { get; } = new("shipped");
    public static OrderStatus Cancelled { get; } = new("cancelled");

    /// <summary>Every status that this version can bring about.</summary>
    public static IReadOnlyList<OrderStatus> All { get; } = [Placed, Paid, Shipped, Cancelled];

    public override string ToString() => Name;

    /// <summary>A status is its name.</summary>
    internal sealed class NameConverter : JsonConverter<OrderStatus>
    {
        public override OrderStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? throw new JsonException());

        public override void Write(Utf8JsonWriter writer, OrderStatus value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }
}
