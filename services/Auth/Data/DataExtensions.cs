namespace Auth.Data;

internal static class DataExtensions
{
    public static void AddData(this IHostApplicationBuilder builder)
    {
        builder.AddServiceDatabase<AuthDbContext, SqliteAuthDbContext, PostgreSqlAuthDbContext>("authdb");
        builder.Services.AddValidatedOptions<PruningOptions>(PruningOptions.Section);
        builder.Services.AddHostedService<Pruning>();
    }
}
