namespace Frontend.Orders;

/// <summary>A product of which there is less than was asked for.</summary>
internal sealed record Shortage(string ProductId, string Name, int Requested, int Available)
{
    public string Message => Available <= 0 ? $"{Name} is sold out." : $"There are only {Available} pieces of {Name} left.";
}
