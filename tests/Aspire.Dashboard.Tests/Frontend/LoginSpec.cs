using System.Collections.Concurrent;
using System.Net;
using Aspire.Dashboard.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Tests.Frontend;

public sealed class LoginSpec
{
    private const string Token = "0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_printed_address_gives_a_cookie_and_a_clean_address()
    {
        await using var dashboard = await StartAsync();
        dashboard.Addresses.Login.PathAndQuery.ShouldBe($"/login?t={Token}");

        using var login = await dashboard.Pages.GetAsync($"/login?t={Token}&returnUrl=%2Ftraces%3Fa%3Db", Cancellation);

        login.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        login.Headers.Location!.OriginalString.ShouldBe("/traces?a=b");
        var cookie = login.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        (await GetAsync(dashboard, "/probe", cookie)).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("0123456789abcde")]
    public async Task A_wrong_token_leads_to_the_form(string token)
    {
        await using var dashboard = await StartAsync();

        using var login = await dashboard.Pages.GetAsync($"/login?t={token}", Cancellation);

        login.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        login.Headers.Location!.OriginalString.ShouldStartWith("/login?failed=true");
        login.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task The_form_takes_the_token_too()
    {
        await using var dashboard = await StartAsync();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", $" {Token} "), KeyValuePair.Create("returnUrl", "/metrics")]);

        using var login = await dashboard.Pages.PostAsync("/login", form, Cancellation);

        login.Headers.Location!.OriginalString.ShouldBe("/metrics");
        login.Headers.Contains("Set-Cookie").ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Nobody_is_led_to_another_site(string returnUrl)
    {
        await using var dashboard = await StartAsync();

        using var login = await dashboard.Pages.GetAsync($"/login?t={Token}&returnUrl={Uri.EscapeDataString(returnUrl)}", Cancellation);

        login.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task Without_a_cookie_every_page_leads_to_the_form()
    {
        await using var dashboard = await StartAsync();

        using var page = await dashboard.Pages.GetAsync("/probe", Cancellation);

        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page.Headers.Location!.PathAndQuery.ShouldBe("/login?returnUrl=%2Fprobe");
    }

    [Fact]
    public async Task Unsecured_only_when_asked()
    {
        await using var dashboard = await StartAsync(("Dashboard:Frontend:AuthMode", "Unsecured"));

        using var page = await dashboard.Pages.GetAsync("/probe", Cancellation);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pages_carry_security_headers()
    {
        await using var dashboard = await StartAsync();

        using var health = await dashboard.Pages.GetAsync("/health", Cancellation);

        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = health.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("script-src 'self' 'unsafe-inline'");
        health.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        health.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        health.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task A_login_outlives_a_restart_with_the_same_token_and_no_other()
    {
        string cookie;

        await using (var before = await StartAsync())
        {
            using var login = await before.Pages.GetAsync($"/login?t={Token}", Cancellation);
            cookie = login.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        }

        await using var after = await StartAsync();
        await using var rotated = await StartAsync(("Dashboard:Frontend:BrowserToken", "another-token"));

        (await GetAsync(after, "/probe", cookie)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(rotated, "/probe", cookie)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_token_that_was_given_is_in_no_log()
    {
        var log = new ConcurrentQueue<string>();
        await using var given = await TestDashboard.StartAsync(Record(log), ("Logging:LogLevel:Default", "Trace"), ("Dashboard:Frontend:BrowserToken", Token));

        log.ShouldContain(line => line.Contains("DASHBOARD__FRONTEND__BROWSERTOKEN") && line.Contains(given.Addresses.Root.ToString()));
        log.ShouldNotContain(line => line.Contains(Token));
    }

    [Fact]
    public async Task A_token_that_only_the_dashboard_knows_is_printed()
    {
        var log = new ConcurrentQueue<string>();
        await using var made = await TestDashboard.StartAsync(Record(log), ("Logging:LogLevel:Default", "Information"));

        log.ShouldContain($"Login to the dashboard at {made.Addresses.Login}");
    }

    [Fact]
    public async Task A_start_gives_no_warning()
    {
        var log = new ConcurrentQueue<string>();
        // As the base image of a container says it.
        await using var dashboard = await TestDashboard.StartAsync(
            Record(log, LogLevel.Warning), ("Logging:LogLevel:Default", "Warning"), ("http_ports", "8080"), ("Dashboard:Otlp:PrimaryApiKey", "k"), ("Dashboard:Frontend:BrowserToken", Token));
        using var login = await dashboard.Pages.GetAsync($"/login?t={Token}", Cancellation);

        log.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task A_proxy_in_front_is_believed_only_when_there_is_said_to_be_one(string isThere, bool isSecure)
    {
        await using var dashboard = await StartAsync(("ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED", isThere));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/login?t={Token}");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var login = await dashboard.Pages.SendAsync(request, Cancellation);

        login.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().Contains("secure").ShouldBe(isSecure);
    }

    private static Action<WebApplicationBuilder> Record(ConcurrentQueue<string> log, LogLevel level = LogLevel.Trace) =>
        builder => builder.Logging.ClearProviders().AddProvider(new Recorder(log, level));

    private static Task<TestDashboard> StartAsync(params (string, string)[] settings) => TestDashboard.StartAsync(
        builder => builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, ProbePage>(),
        [("Dashboard:Frontend:BrowserToken", Token), .. settings]);

    private static async Task<HttpResponseMessage> GetAsync(TestDashboard dashboard, string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        return await dashboard.Pages.SendAsync(request, Cancellation);
    }

    private sealed class Recorder(ConcurrentQueue<string> log, LogLevel level) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= level;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A page without any words of its own about who may see it.</summary>
    private sealed class ProbePage : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.UseEndpoints(endpoints => endpoints.MapGet("/probe", () => "probe"));
        };
    }
}
