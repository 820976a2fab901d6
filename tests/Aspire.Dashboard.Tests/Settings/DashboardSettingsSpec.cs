using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Tests.Settings;

public sealed class DashboardSettingsSpec
{
    [Fact]
    public async Task Defaults_are_those_of_the_official_dashboard()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var settings = dashboard.Get<DashboardSettings>();

        settings.Frontend.AuthMode.ShouldBe(FrontendAuthMode.BrowserToken);
        settings.Frontend.BrowserToken!.Length.ShouldBe(32);
        settings.Otlp.AuthMode.ShouldBe(OtlpAuthMode.Unsecured);
        (settings.TelemetryLimits.MaxLogCount, settings.TelemetryLimits.MaxTraceCount, settings.TelemetryLimits.MaxMetricsCount).ShouldBe((10_000, 10_000, 10_000));
    }

    [Theory]
    [InlineData("DOTNET_DASHBOARD_OTLP_ENDPOINT_URL")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL")]
    public async Task Both_names_of_the_receivers_address_are_understood(string name)
    {
        await using var dashboard = await TestDashboard.StartAsync((name, "http://127.0.0.1:0/"));

        dashboard.Get<DashboardSettings>().Otlp.GrpcEndpointUrl.ShouldBe("http://127.0.0.1:0/");
    }

    [Fact]
    public async Task Unsecured_is_one_setting_for_pages_and_receivers()
    {
        await using var dashboard = await TestDashboard.StartAsync(
            ("DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "true"), ("Dashboard:Otlp:AuthMode", "ApiKey"));

        dashboard.Get<DashboardSettings>().Frontend.AuthMode.ShouldBe(FrontendAuthMode.Unsecured);
        dashboard.Get<DashboardSettings>().Otlp.AuthMode.ShouldBe(OtlpAuthMode.Unsecured);
    }

    [Theory]
    [InlineData("Dashboard:Otlp:AuthMode", "ApiKey", "DASHBOARD__OTLP__PRIMARYAPIKEY")]
    [InlineData("Dashboard:TelemetryLimits:MaxLogCount", "0", "DASHBOARD__TELEMETRYLIMITS__MAXLOGCOUNT is 0")]
    [InlineData("Dashboard:Otlp:HttpEndpointUrl", "ftp://x", "'ftp://x'")]
    [InlineData("DOTNET_RESOURCE_SERVICE_ENDPOINT_URL", "nowhere", "'nowhere'")]
    [InlineData("Dashboard:Otlp:MaxBytesInFlight", "100", "DASHBOARD__OTLP__MAXBYTESINFLIGHT is 100")]
    public async Task What_cannot_work_is_named_with_its_value_and_remedy(string name, string value, string expected)
    {
        var invalid = await Should.ThrowAsync<OptionsValidationException>(() => TestDashboard.StartAsync((name, value)));

        invalid.Message.ShouldContain(expected);
    }
}
