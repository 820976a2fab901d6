using Microsoft.AspNetCore.DataProtection;

namespace Frontend.Data;

/// <summary>
/// Loads the data-protection keys before the first request, and makes the very first one: as a seeder it runs in one replica
/// at a time, so that all of them use the same.
/// </summary>
internal sealed class DataProtectionKeyRing(IDataProtectionProvider provider) : IDatabaseSeeder<FrontendDbContext>
{
    public Task SeedAsync(FrontendDbContext context, CancellationToken cancellationToken)
    {
        provider.CreateProtector(nameof(DataProtectionKeyRing)).Protect([]);
        return Task.CompletedTask;
    }
}
