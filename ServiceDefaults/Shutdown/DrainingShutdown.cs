using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Shutdown;

/// <summary>Registers the shutdown in stages: unready, still serving, draining, gone.</summary>
internal static class DrainingShutdown
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static void AddDrainingShutdown(this IHostApplicationBuilder builder)
    {
        var isDevelopment = builder.Environment.IsDevelopment();

        builder.Services.AddOptions<ShutdownOptions>()
            .Configure(options => options.DrainDelay = isDevelopment ? TimeSpan.Zero : TimeSpan.FromSeconds(5))
            .BindConfiguration(ShutdownOptions.SectionName)
            .Validate(options => options.DrainDelay >= TimeSpan.Zero && options.DrainDelay <= Longest, "Shutdown:DrainDelay must lie between 00:00:00 and 00:01:00.")
            .Validate(options => options.Timeout > TimeSpan.Zero, "Shutdown:Timeout must be longer than 00:00:00.")
            .ValidateOnStart();
        builder.Services.AddOptions<HostOptions>()
            .Configure<IOptions<ShutdownOptions>>((host, shutdown) => host.ShutdownTimeout = shutdown.Value.Timeout);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<DrainState>();
        builder.Services.AddSingleton<IStartupFilter, DrainingConnections>();
        builder.Services.AddSingleton<IHostLifetime, DrainingLifetime>();
    }
}
