namespace Frontend.Data;

/// <summary>A checkout that has become an order, so that its lines leave the basket once and not at every repetition.</summary>
internal sealed class FinishedCheckout
{
    /// <summary>The checkout's idempotency key.</summary>
    public required Guid Attempt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }
}
