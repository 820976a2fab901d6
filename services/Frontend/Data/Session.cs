namespace Frontend.Data;

/// <summary>A login on one browser. Whoever reads this row without the browser's cookie learns nothing from it.</summary>
internal sealed class Session
{
    /// <summary>The SHA-256 of the key in the browser's cookie, in hexadecimal.</summary>
    public required string Id { get; init; }

    /// <summary>Who is logged in: the authentication ticket without access and refresh token, sealed with the cookie's key.</summary>
    public required byte[] Ticket { get; set; }

    /// <summary>Access and refresh token, sealed with the cookie's key; apart from the ticket, because both change independently.</summary>
    public required byte[] Tokens { get; set; }

    /// <summary>Counts the refreshes: a new pair of tokens only ever replaces the pair that it was made from.</summary>
    public int TokensVersion { get; set; }

    /// <summary>Until when one replica alone may refresh the tokens.</summary>
    public DateTimeOffset RefreshLeaseUntil { get; set; }

    /// <summary>When the session ends unless it is used.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When the issuer was last asked whether it still stands by the login.</summary>
    public DateTimeOffset CheckedAt { get; set; }
}
