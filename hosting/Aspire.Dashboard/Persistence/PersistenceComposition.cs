namespace Aspire.Dashboard.Persistence;

internal static class PersistenceComposition
{
    public static WebApplicationBuilder AddPersistence(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TelemetryFile>();
        builder.Services.AddHostedService<SavedTelemetry>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TelemetryFile>());
        return builder;
    }
}
