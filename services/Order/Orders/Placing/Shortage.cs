namespace Ordering.Orders.Placing;

/// <summary>A product of which there is not enough.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Name">Its name.</param>
/// <param name="Requested">How many were asked for.</param>
/// <param name="Available">How many there are.</param>
internal sealed record Shortage(string ProductId, string Name, int Requested, int Available);
