using Microsoft.AspNetCore.DataProtection;

namespace Frontend.Data;

/// <summary>Registers the database that all replicas share, and the keys in it that protect cookies.</summary>
internal static class DataServices
{
    public static void AddData(this WebApplicationBuilder builder)
    {
        builder.AddServiceDatabase<FrontendDbContext, SqliteFrontendDbContext, PostgreSqlFrontendDbContext>("frontenddb");
        builder.Services.AddSingleton<FrontendDatabase>();
        builder.Services.AddHostedService<ExpiredRows>();

        builder.Services.AddDataProtection()
            .SetApplicationName("frontend")
            .PersistKeysToDbContext<FrontendDbContext>();
        builder.Services.AddScoped<IDatabaseSeeder<FrontendDbContext>, DataProtectionKeyRing>();

        // ASP.NET Core would load the keys before the first start has made their table; DataProtectionKeyRing does it afterwards.
        var eager = builder.Services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService");
        builder.Services.Remove(eager);
    }
}
