using System.Collections.Immutable;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Clients;

/// <summary>What a client may ask for, and the audience that each scope puts into the access token.</summary>
public static class ApiScopes
{
    /// <summary>Use of the order service.</summary>
    public const string Orders = "orders";

    private const string OrdersAudience = "orders";

    public static IReadOnlyList<string> ForPeople { get; } = [Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.Roles, Scopes.OfflineAccess, Orders];

    public static IReadOnlyList<string> ForMachines { get; } = [Orders];

    public static ImmutableArray<string> Audiences(ImmutableArray<string> scopes) => scopes.Contains(Orders) ? [OrdersAudience] : [];
}
