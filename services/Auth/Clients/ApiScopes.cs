using System.Collections.Immutable;
using Auth.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Clients;

/// <summary>What a client may ask for, and the audience that each scope puts into the access token.</summary>
public static class ApiScopes
{
    /// <summary>Ordering, and seeing one's own orders.</summary>
    public const string Orders = "orders";

    /// <summary>Seeing and handling everyone's orders; for administrators only.</summary>
    public const string Board = "board";

    private const string OrdersAudience = "orders";

    public static IReadOnlyList<string> ForPeople { get; } = [Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.Roles, Scopes.OfflineAccess, Orders, Board];

    public static IReadOnlyList<string> ForMachines { get; } = [Orders, Board];

    public static ImmutableArray<string> Audiences(ImmutableArray<string> scopes) => scopes.Contains(Orders) || scopes.Contains(Board) ? [OrdersAudience] : [];

    /// <summary>Those of the scopes that somebody with these roles can have (RFC 6749 §3.3: the others are left out, and the answer says so).</summary>
    public static ImmutableArray<string> Grantable(ImmutableArray<string> scopes, IEnumerable<string> roles) =>
        roles.Contains(Roles.Admin, StringComparer.Ordinal) ? scopes : scopes.Remove(Board);
}
