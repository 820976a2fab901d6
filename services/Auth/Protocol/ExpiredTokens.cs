using Auth.Data;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;

namespace Auth.Protocol;

/// <summary>Tokens that nobody can use any more, and the authorizations that are left without one.</summary>
internal sealed class ExpiredTokens(AuthDbContext context, IOpenIddictAuthorizationManager authorizations) : IExpiringData
{
    public async Task<long> RemoveAsync(DateTimeOffset expiredBefore, CancellationToken cancellationToken)
    {
        // An exchanged refresh token stays known for as long as it could have been used, or its reuse would go unnoticed.
        var expired = expiredBefore.UtcDateTime;
        var removed = await context.Set<OpenIddictEntityFrameworkCoreToken>().Where(token => token.ExpirationDate < expired).ExecuteDeleteAsync(cancellationToken);
        return removed + await authorizations.PruneAsync(expiredBefore, cancellationToken);
    }
}
