using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Bench;

/// <summary>Uses the pages in a real browser: how long it takes from a click until the answer is painted.</summary>
internal sealed class InteractionTimes : IAsyncDisposable
{
    // The first of each is compiled while it runs.
    private const int WarmUps = 15;

    private static readonly TimeSpan BetweenClicks = TimeSpan.FromMilliseconds(150);

    // Clicks, waits until the document shows the answer, and then for the frame in which it is painted.
    private const string ClickAndWait =
        """
        ([target, answer]) => new Promise((resolve, reject) => {
          const isThere = new Function(`return ${answer}`);
          const giveUp = setTimeout(() => { observer.disconnect(); reject(new Error(`No answer to a click on ${target} within 10 s: ${answer}`)); }, 10000);
          const observer = new MutationObserver(() => {
            if (isThere()) {
              observer.disconnect();
              clearTimeout(giveUp);
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
            }
          });
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
          const started = performance.now();
          document.querySelector(target).click();
        })
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly Uri _pages;

    private InteractionTimes(IPlaywright playwright, IBrowser browser, Uri pages) => (_playwright, _browser, _pages) = (playwright, browser, pages);

    /// <param name="pages">The dashboard.</param>
    public static async Task<InteractionTimes> StartAsync(Uri pages)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new InteractionTimes(playwright, browser, pages);
    }

    /// <summary>Clicks there and back again, for some time.</summary>
    /// <returns>What was done, how often, and how long it took.</returns>
    public async Task<IReadOnlyList<(string Name, int Count, TimeSpan P50, TimeSpan P95)>> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        var results = new List<(string, int, TimeSpan, TimeSpan)>();
        const string Errors = "document.querySelector('.segmented button:nth-child(2)').ariaPressed === 'true' && /^[1-9],?\\d* traces/.test(document.querySelector('.page-foot').textContent) && !document.querySelector('.page-foot').textContent.startsWith('10,000')";
        const string All = "document.querySelector('.page-foot')?.textContent.startsWith('10,000') && document.querySelector('tr[data-row]')";

        results.Add(await MeasureAsync(
            "filter the list of traces", "/traces", All, (".segmented button:nth-child(2)", Errors), (".segmented button:nth-child(1)", All)));
        results.Add(await MeasureAsync(
            "open a trace, and go back", "/traces", All, ("tr[data-row] a.trace-name", "document.querySelector('.wf-row[data-row]')"), (".rail-link[href='/traces']", All)));
        results.Add(await MeasureAsync(
            "go to another page, and back", "/traces", All, (".rail-link[href='/map']", "document.querySelector('g.node')"), (".rail-link[href='/traces']", All)));
        return results;

        async Task<(string, int, TimeSpan, TimeSpan)> MeasureAsync(string name, string path, string ready, params (string Target, string Answer)[] clicks)
        {
            await page.GotoAsync(new Uri(_pages, path).ToString());
            await page.WaitForFunctionAsync($"() => {ready}");
            var times = new List<TimeSpan>();
            var clock = Stopwatch.StartNew();

            for (var round = 0; round < WarmUps || clock.Elapsed < duration; round++)
            {
                foreach (var (target, answer) in clicks)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var elapsed = await page.EvaluateAsync<double>(ClickAndWait, new object[] { target, answer });
                    if (round >= WarmUps)
                    {
                        times.Add(TimeSpan.FromMilliseconds(elapsed));
                    }

                    await Task.Delay(BetweenClicks, cancellationToken);
                }
            }

            times.Sort();
            return (name, times.Count, At(0.5), At(0.95));

            TimeSpan At(double quantile) => times.Count == 0 ? TimeSpan.Zero : times[Math.Max(0, (int)Math.Ceiling(quantile * times.Count) - 1)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
