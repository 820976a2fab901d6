using Aspire.Dashboard.Listeners;
using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Frontend;

/// <summary>Says at the start where everything is, and what stands open.</summary>
internal sealed partial class LoginAnnouncement(
    DashboardAddresses addresses, DashboardSettings settings, IHostApplicationLifetime lifetime, ILogger<LoginAnnouncement> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        foreach (var address in addresses.OtlpGrpc)
        {
            LogReceiver(logger, "OTLP/gRPC", address);
        }

        foreach (var address in addresses.OtlpHttp)
        {
            LogReceiver(logger, "OTLP/HTTP", address);
        }

        if (settings.Otlp.AuthMode == OtlpAuthMode.Unsecured)
        {
            LogOpenReceiver(logger);
        }

        if (settings.Frontend.AuthMode == FrontendAuthMode.Unsecured)
        {
            LogOpenPages(logger);
        }

        if (addresses.Frontend.Count == 0)
        {
            return;
        }

        // A token that was given is a secret of whoever gave it, and more people read logs than Secrets.
        if (settings.Frontend is { AuthMode: FrontendAuthMode.BrowserToken, IsBrowserTokenMadeHere: false })
        {
            LogPages(logger, addresses.Root);
        }
        else
        {
            LogLogin(logger, addresses.Login);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Protocol} is received at {Address}")]
    private static partial void LogReceiver(ILogger logger, string protocol, Uri address);

    [LoggerMessage(LogLevel.Warning, "Everybody who reaches the receivers can send telemetry; DASHBOARD__OTLP__PRIMARYAPIKEY sets a key.")]
    private static partial void LogOpenReceiver(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Everybody who reaches the pages can see them; DASHBOARD__FRONTEND__AUTHMODE=BrowserToken asks for a login.")]
    private static partial void LogOpenPages(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Login to the dashboard at {Address} with the token that DASHBOARD__FRONTEND__BROWSERTOKEN was set to")]
    private static partial void LogPages(ILogger logger, Uri address);

    [LoggerMessage(LogLevel.Information, "Login to the dashboard at {Address}")]
    private static partial void LogLogin(ILogger logger, Uri address);
}
