namespace Frontend.Data;

/// <summary>Registers the database that all replicas share.</summary>
internal static class DataServices
{
    public static void AddData(this WebApplicationBuilder builder)
    {
        builder.AddServiceDatabase<FrontendDbContext, SqliteFrontendDbContext, PostgreSqlFrontendDbContext>("frontenddb");
        builder.Services.AddSingleton<FrontendDatabase>();
        builder.Services.AddHostedService<ExpiredRows>();
    }
}
