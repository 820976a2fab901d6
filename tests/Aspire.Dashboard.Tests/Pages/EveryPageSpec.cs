using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>What holds for every page: readable by everybody, nothing from elsewhere, no fault in the console.</summary>
public sealed class EveryPageSpec(ChromiumFixture chromium)
{
    public static TheoryData<ColorScheme, int> Looks => new()
    {
        { ColorScheme.Light, 1280 }, { ColorScheme.Dark, 1280 }, { ColorScheme.Light, 400 }, { ColorScheme.Dark, 400 },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Pages_are_accessible_fit_their_width_and_load_nothing_from_elsewhere(ColorScheme theme, int width)
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        appHost.Write("auth", "\e[31mred\e[0m and \e[33myellow\e[0m", "\e[90mgrey\e[0m");
        var traceId = await dashboard.Traffic.PlaceOrderAsync(fails: true);
        await dashboard.Traffic.LogAsync("auth", "Warning", "Key is old");
        await dashboard.Traffic.MeasureAsync("order", traceId, OtlpTraffic.NewSpanId());
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/", theme, width);

        (string Path, string Ready)[] pages =
        [
            ("/", "tr[data-row]"),
            ("/?resource=order", ".pane .props"),
            ("/?view=graph", "g.node"),
            ("/?view=parameters", ".props"),
            ("/consolelogs/resource/auth", ".console .line"),
            ("/structuredlogs?filters=log.level:equals:Warning", "tr[data-row]"),
            ("/traces", "tr[data-row]"),
            ($"/traces/detail/{traceId}", ".wf-row[data-row]"),
            ("/metrics/resource/order", ".plot .js-line, .plot svg"),
            ("/metrics/resource/order?show=table", ".metric-table td"),
            ("/map", "g.node"),
            ("/map?view=table", "table.list td"),
            ("/login", ".card"),
        ];
        var violations = new List<string>();
        foreach (var (path, ready) in pages)
        {
            await tab.GoToAsync(path);
            await tab.Page.Locator(ready).First.WaitForAsync();
            var result = await tab.Page.RunAxe();
            violations.AddRange(result.Violations.Select(v => $"{path} {v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
            if (await tab.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
            {
                violations.Add($"{path} is wider than the window");
            }
        }

        violations.ShouldBeEmpty(string.Join('\n', violations));
        tab.Elsewhere.ShouldBeEmpty();
        tab.Faults.ShouldBeEmpty();
    }
}
