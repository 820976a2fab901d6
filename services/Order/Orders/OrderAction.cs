using System.Text.Json;
using System.Text.Json.Serialization;

namespace Order.Orders;

/// <summary>What can be done with an order.</summary>
[JsonConverter(typeof(NameConverter))]
internal sealed record OrderAction
{
    private OrderAction(string name)
    {
        Name = name;
    }

    public static OrderAction Pay { get; } = new("pay");

    public static OrderAction Ship { get; } = new("ship");

    public static OrderAction Cancel { get; } = new("cancel");

    public static IReadOnlyList<OrderAction> All { get; } = [Pay, Ship, Cancel];

    public string Name { get; }

    public override string ToString() => Name;

    /// <summary>An action is its name.</summary>
    internal sealed class NameConverter : JsonConverter<OrderAction>
    {
        public override OrderAction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var name = reader.GetString();
            return All.FirstOrDefault(action => action.Name == name) ?? throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, OrderAction value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }
}
