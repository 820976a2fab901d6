namespace Frontend.Orders;

/// <summary>A failed call, and what to tell the customer about it.</summary>
public sealed record OrderFailure(OrderFailureKind Kind, string Message)
{
    public static OrderFailure Unavailable { get; } = new(OrderFailureKind.Unavailable, "The order desk isn't answering right now. Nothing is lost; please try again in a moment.");

    public static OrderFailure SignedOut { get; } = new(OrderFailureKind.SignedOut, "Your session has ended. Please log in again.");

    /// <summary>The status of a page that shows this failure instead of what was asked for.</summary>
    public int StatusCode => Kind switch
    {
        OrderFailureKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        OrderFailureKind.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status409Conflict,
    };
}
