using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Telemetry;

/// <summary>Levels at which a healthy service is quiet. Configuration (<c>Logging:LogLevel</c>) has the last word on each category.</summary>
internal static class CalmLogFilters
{
    private static readonly (string Category, LogLevel Level)[] Levels =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning),
        ("Microsoft.EntityFrameworkCore", LogLevel.Warning),

        // It would complain at each probe; the readiness log tells each change.
        ("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None),
        ("Microsoft.Extensions.Http", LogLevel.Warning),
        ("Microsoft.Extensions.ServiceDiscovery", LogLevel.Warning),
        ("OpenIddict", LogLevel.Warning),

        // Each failed attempt with its stack; whoever asked gets the last exception and knows what it means.
        ("Polly", LogLevel.Critical),
        ("System.Net.Http.HttpClient", LogLevel.Warning),
    ];

    public static void AddCalmLogFilters(this IHostApplicationBuilder builder) =>
        builder.Services.Configure<LoggerFilterOptions>(options =>
        {
            foreach (var (category, level) in Levels)
            {
                // First in the list: among rules for the same category the last one wins, and that shall be configuration's.
                options.Rules.Insert(0, new LoggerFilterRule(providerName: null, category, level, filter: null));
            }
        });
}
