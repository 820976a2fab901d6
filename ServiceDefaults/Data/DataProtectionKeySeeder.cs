using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Data;

/// <summary>Creates the first data-protection key.</summary>
/// <remarks>
/// Left to themselves, replicas that start together on an empty database create a key each, and one that has read the keys too early cannot read what
/// the other protects for up to a day. A later key is announced days before it is used, so there the race does no harm.
/// </remarks>
internal sealed class DataProtectionKeySeeder<TContext>(IKeyManager keys, IOptions<KeyManagementOptions> options, TimeProvider time) : IDatabaseSeeder<TContext>
    where TContext : DbContext, IDataProtectionKeyContext
{
    public async Task SeedAsync(TContext context, CancellationToken cancellationToken)
    {
        if (await context.DataProtectionKeys.AnyAsync(cancellationToken))
        {
            return;
        }

        var now = time.GetUtcNow();
        keys.CreateNewKey(now, now + options.Value.NewKeyLifetime);
    }
}
