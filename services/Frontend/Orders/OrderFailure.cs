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

/// <summary>Why the order service did not do what it was asked, as far as a page has to tell the cases apart.</summary>
public enum OrderFailureKind
{
    /// <summary>It doesn't answer, or can't at the moment. Waiting helps.</summary>
    Unavailable,

    /// <summary>Nobody is logged in, or no longer.</summary>
    SignedOut,

    /// <summary>There is no such thing, at least not for this customer.</summary>
    NotFound,

    /// <summary>The order has moved on since the page was made.</summary>
    Changed,

    /// <summary>It understood and refuses; the message says why.</summary>
    Refused,
}

/// <summary>The parts of a problem (RFC 9457) that a customer can make use of.</summary>
internal sealed record RefusalProblem(string? Title, string? Detail, IReadOnlyList<Shortage>? Shortages, IReadOnlyDictionary<string, string[]>? Errors)
{
    public string? Message => this switch
    {
        { Shortages: { Count: > 0 } shortages } => string.Join(' ', shortages.Select(shortage => shortage.Message)),
        { Errors: { Count: > 0 } errors } => string.Join(' ', errors.Values.SelectMany(texts => texts).Distinct()),
        _ => Detail ?? Title,
    };
}

/// <summary>A product of which there is less than was asked for.</summary>
internal sealed record Shortage(string ProductId, string Name, int Requested, int Available)
{
    public string Message => Available <= 0 ? $"{Name} is sold out." : $"There are only {Available} pieces of {Name} left.";
}
