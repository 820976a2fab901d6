using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Running;
using Aspire.Hosting.Running.Dashboard;
using Aspire.Hosting.Running.Terminal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

// The local runner's services.
public sealed partial class DistributedApplicationBuilder
{
    partial void AddRunning(DistributedApplicationOptions options)
    {
        if (!ExecutionContext.IsRunMode)
        {
            return;
        }

        // Now: the model reads where telemetry goes while it is made.
        var dashboard = DashboardSettings.Create(options, AppHostAssembly, Configuration);
        Services.TryAddSingleton(TimeProvider.System);

        // Read when it is needed: tests set it after the builder was made.
        Services.AddSingleton(provider =>
        {
            var configuration = provider.GetRequiredService<IConfiguration>();
            return new RunnerOptions
            {
                RandomizePorts = configuration.GetValue("DcpPublisher:RandomizePorts", false),
                ShowLogs = configuration.GetValue("AppHost:Logs", false),
                LockName = configuration["AppHost:LockName"],
                IsInteractive = configuration.GetValue("AppHost:Interactive", true),
            };
        });
        Services.AddSingleton<RunTerminal>();
        Services.AddSingleton(provider => new ApplicationRunner(
            provider.GetRequiredService<DistributedApplicationModel>(),
            provider.GetRequiredService<DistributedApplicationExecutionContext>(),
            provider.GetRequiredService<IDistributedApplicationEventing>(),
            provider.GetRequiredService<ResourceNotificationService>(),
            provider.GetRequiredService<ResourceLoggerService>(),
            provider,
            provider.GetRequiredService<RunnerOptions>(),
            dashboard,
            provider.GetRequiredService<RunTerminal>().Terminal,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        Services.AddHostedService(provider => new RunnerService(
            provider.GetRequiredService<ApplicationRunner>(),
            provider.GetRequiredService<RunnerOptions>(),
            dashboard,
            provider.GetRequiredService<RunTerminal>(),
            provider.GetRequiredService<AppHostLocation>(),
            provider.GetRequiredService<IHostApplicationLifetime>()));

        // What stops the start is shown to the user once, in words.
        _hostBuilder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
    }
}
