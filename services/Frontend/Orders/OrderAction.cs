using System.Text.Json;
using System.Text.Json.Serialization;

namespace Frontend.Orders;

/// <summary>
/// What can be done with an order; the order service says which of them its caller may do now. One that this version does not
/// know has no button.
/// </summary>
[JsonConverter(typeof(NameConverter))]
public sealed record OrderAction(string Name)
{
    public static OrderAction Pay { get; } = new("pay");
    public static OrderAction Ship { get; } = new("ship");
    public static OrderAction Cancel { get; } = new("cancel");

    /// <summary>An action is its name.</summary>
    internal sealed class NameConverter : JsonConverter<OrderAction>
    {
        public override OrderAction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? throw new JsonException());

        public override void Write(Utf8JsonWriter writer, OrderAction value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }
}
