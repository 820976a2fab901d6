using Auth.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.SignIn;

/// <summary>Sessions that are too old and of which no token is left; those that were ended go with the other authorizations.</summary>
internal sealed class ExpiredSessions(AuthDbContext context, IOptions<SignInOptions> options) : IExpiringData
{
    public async Task<long> RemoveAsync(DateTimeOffset expiredBefore, CancellationToken cancellationToken)
    {
        var startedBefore = (expiredBefore - options.Value.Lifetime).UtcDateTime;
        return await context.Set<OpenIddictEntityFrameworkCoreAuthorization>()
            .Where(session => session.Type == AuthorizationTypes.Permanent && session.CreationDate < startedBefore && session.Tokens.Count == 0)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
