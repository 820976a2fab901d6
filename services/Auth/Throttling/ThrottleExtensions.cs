using Auth.Data;

namespace Auth.Throttling;

internal static class ThrottleExtensions
{
    public static void AddThrottling(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<ThrottleOptions, ThrottleOptionsValidator>(ThrottleOptions.Section);
        builder.Services.AddSingleton<Throttle>();
        builder.Services.AddScoped<IExpiringData, ForgivenAttempts>();
    }
}
