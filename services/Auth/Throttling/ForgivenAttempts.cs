using Auth.Data;
using Microsoft.EntityFrameworkCore;

namespace Auth.Throttling;

/// <summary>Attempts that count for nothing any more.</summary>
internal sealed class ForgivenAttempts(AuthDbContext context) : IExpiringData
{
    public async Task<long> RemoveAsync(DateTimeOffset expiredBefore, CancellationToken cancellationToken)
    {
        var forgivenBefore = expiredBefore.ToUnixTimeMilliseconds();
        return await context.ThrottleEntries.Where(entry => entry.ForgivenAt < forgivenBefore).ExecuteDeleteAsync(cancellationToken);
    }
}
