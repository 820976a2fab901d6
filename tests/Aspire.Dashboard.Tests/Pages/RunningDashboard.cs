using System.Globalization;
using Aspire.Dashboard.Listeners;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>The real dashboard, on ports of its own.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningDashboard(WebApplication app)
    {
        _app = app;
        Traffic = new OtlpTraffic(Addresses.OtlpHttp[0]);
    }

    public Uri Url => Addresses.Frontend[0];

    /// <summary>The address with the token.</summary>
    public Uri Login => Addresses.Login;

    /// <summary>Sends telemetry to it.</summary>
    public OtlpTraffic Traffic { get; }

    private DashboardAddresses Addresses => _app.Services.GetRequiredService<DashboardAddresses>();

    public static async Task<RunningDashboard> StartAsync(AppHostStandIn? appHost = null, bool login = false, int maxTraceCount = 10_000)
    {
        List<string> args =
        [
            "--Dashboard:Frontend:EndpointUrls", "http://127.0.0.1:0",
            "--Dashboard:Otlp:GrpcEndpointUrl", "http://127.0.0.1:0",
            "--Dashboard:Otlp:HttpEndpointUrl", "http://127.0.0.1:0",
            "--Dashboard:Otlp:AuthMode", "Unsecured",
            "--Dashboard:Frontend:AuthMode", login ? "BrowserToken" : "Unsecured",
            "--Dashboard:TelemetryLimits:MaxTraceCount", maxTraceCount.ToString(CultureInfo.InvariantCulture),
        ];
        if (appHost is not null)
        {
            args.AddRange(["--Dashboard:ResourceServiceClient:Url", appHost.Url]);
        }

        var app = DashboardApplication.Build([.. args], builder => builder.Logging.ClearProviders());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningDashboard(app);
    }

    public async ValueTask DisposeAsync()
    {
        Traffic.Dispose();
        // Open circuits would hold the shutdown up; the browser is the test's and is gone already.
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _app.StopAsync(hurry.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped the hard way.
        }

        await _app.DisposeAsync();
    }
}
