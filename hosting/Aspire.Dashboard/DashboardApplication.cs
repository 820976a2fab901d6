using Aspire.Dashboard.Frontend;
using Aspire.Dashboard.Listeners;
using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Pages;
using Aspire.Dashboard.Persistence;
using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard;

/// <summary>The dashboard, put together: one line for each folder.</summary>
public static class DashboardApplication
{
    /// <summary>Builds the dashboard, ready to start.</summary>
    /// <param name="args">Settings in the form <c>--Dashboard:Otlp:AuthMode ApiKey</c>; they win over the environment.</param>
    /// <param name="configure">Changes services before the dashboard is built; for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(DashboardApplication).Assembly.GetName().Name,
            // The program is found by its own place, not by where it was started.
            ContentRootPath = AppContext.BaseDirectory,
        });

        builder
            .AddDashboardSettings()
            .AddListeners()
            .AddTelemetry()
            .AddOtlp()
            .AddPersistence()
            .AddResources()
            .AddFrontend()
            .AddPages();

        configure?.Invoke(builder);
        var app = builder.Build();

        app.UseProxyInFront();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRouting();
        app.UseMiddleware<ListenerGate>();
        app.UseLoginAddress();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapOtlp();
        app.MapProbes();
        app.MapLogin();
        app.MapPages();

        return app;
    }

    /// <summary>Runs the dashboard until it is told to stop.</summary>
    /// <returns>The exit code: 1 when the settings cannot work, which standard error explains.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException invalid)
        {
            foreach (var failure in invalid.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }

            return 1;
        }
        catch (TelemetryFileException unusable)
        {
            await Console.Error.WriteLineAsync(unusable.Message);
            return 1;
        }
        catch (IOException unavailable)
        {
            // An address in use; Kestrel's message names it.
            await Console.Error.WriteLineAsync(unavailable.Message);
            return 1;
        }
    }
}
