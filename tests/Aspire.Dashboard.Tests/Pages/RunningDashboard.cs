using Aspire.Dashboard.Tests.Hosting;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>A dashboard to look at: whom it watches, who may see it, and traffic to show.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    private readonly TestDashboard _dashboard;

    private RunningDashboard(TestDashboard dashboard)
    {
        _dashboard = dashboard;
        Traffic = new OtlpTraffic(dashboard.Addresses.OtlpHttp[0]);
    }

    public Uri Url => _dashboard.Addresses.Frontend[0];

    /// <summary>The address with the token.</summary>
    public Uri Login => _dashboard.Addresses.Login;

    /// <summary>Sends telemetry to it.</summary>
    public OtlpTraffic Traffic { get; }

    public static async Task<RunningDashboard> StartAsync(AppHostStandIn? appHost = null, bool login = false, int port = 0)
    {
        List<(string Name, string Value)> settings = [("Dashboard:Frontend:AuthMode", login ? "BrowserToken" : "Unsecured")];
        if (port > 0)
        {
            settings.Add(("urls", $"http://127.0.0.1:{port}"));
        }

        if (appHost is not null)
        {
            settings.Add(("Dashboard:ResourceServiceClient:Url", appHost.Url));
        }

        return new RunningDashboard(await TestDashboard.StartAsync([.. settings]));
    }

    public async ValueTask DisposeAsync()
    {
        Traffic.Dispose();
        await _dashboard.DisposeAsync();
    }
}
