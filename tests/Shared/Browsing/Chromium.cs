using Microsoft.Playwright;

namespace Tests.Browsing;

/// <summary>The machine's own Chromium. Where there is none (neither in <c>CHROMIUM_PATH</c> nor on the <c>PATH</c>), the calling test is skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The machine may be busy with other tests; nothing here is about speed.
    private const int Patience = 60_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    private readonly string[] _arguments;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Chromium()
        : this(arguments: [])
    {
    }

    /// <param name="arguments">Further arguments of its command line.</param>
    internal Chromium(string[] arguments) => _arguments = arguments;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Patience);

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,

            // Root may not use the sandbox, and only this application's own pages are visited. The rest keeps the browser from calling home.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                .. _arguments,
            ],
        });
    }

    /// <summary>Opens a window with cookies of its own.</summary>
    public async Task<Visitor> OpenAsync(Uri address, int width = 1280, bool hasScript = true)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed (Debian: apt-get install chromium).");

        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            JavaScriptEnabled = hasScript,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(Patience);
        return new Visitor(context, await context.NewPageAsync(), address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))))
            .FirstOrDefault(path => path is { Length: > 0 } && File.Exists(path));
}
