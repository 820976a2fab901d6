namespace Frontend.Orders;

/// <summary>A page of orders, newest first; <see cref="Next"/> is the API's address of the following page.</summary>
internal sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? Next)
{
    /// <summary>The cursor out of <see cref="Next"/>, for this site's own addresses.</summary>
    public string? NextCursor =>
        Next is not null && Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Next[(Next.IndexOf('?', StringComparison.Ordinal) + 1)..]).TryGetValue("cursor", out var cursor)
            ? cursor.ToString()
            : null;
}
