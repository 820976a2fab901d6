namespace Frontend.Orders;

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
