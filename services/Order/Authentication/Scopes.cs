namespace Order.Authentication;

/// <summary>What an access token must be for (RFC 6749 §3.3), as the auth service grants it.</summary>
internal static class Scopes
{
    /// <summary>Ordering, and seeing and handling one's own orders.</summary>
    public const string Orders = "orders";

    /// <summary>Seeing and handling everybody's orders; of no use without the role of an administrator.</summary>
    public const string Board = "board";
}
