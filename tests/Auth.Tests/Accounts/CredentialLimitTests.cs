using System.Net;
using System.Net.Http.Json;
using Auth.Tests.Running;

namespace Auth.Tests.Accounts;

public sealed class CredentialLimitTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_many_failures_an_address_must_wait_whether_it_has_an_account_or_not()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder, ("Auth:Limits:FailuresPerAccount", "3"));
        using var client = application.CreateClient();

        foreach (var email in new[] { await client.RegisterAsync(Cancelled), AuthApplication.NewEmail() })
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                using var refused = await client.PasswordGrantAsync(email, "a guess", Cancelled);
                refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            }

            // Written differently, it is still the same account.
            using var slowed = await client.PasswordGrantAsync(email.ToUpperInvariant(), Http.Password, Cancelled);
            await ShouldAskToWaitAsync(slowed);
        }
    }

    [Fact]
    public async Task After_many_failures_a_client_must_wait_and_others_need_not()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder, ("Auth:Limits:FailuresPerClient", "3"));
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var attacker = application.CreateClient();
        attacker.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var neighbour = application.CreateClient();
        neighbour.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.8");

        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var refused = await attacker.PasswordGrantAsync(AuthApplication.NewEmail(), "a guess", Cancelled);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        using var slowed = await attacker.PasswordGrantAsync(email, Http.Password, Cancelled);
        await ShouldAskToWaitAsync(slowed);
        using var welcome = await neighbour.PasswordGrantAsync(email, Http.Password, Cancelled);
        welcome.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Success_does_not_count()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder, ("Auth:Limits:FailuresPerAccount", "2"), ("Auth:Limits:FailuresPerClient", "2"));
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
            granted.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task The_page_asks_to_wait_as_well()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder, ("Auth:Limits:FailuresPerAccount", "1"));
        using var client = application.CreateClient();
        var email = AuthApplication.NewEmail();
        using var page = await client.GetAsync("/auth/login", Cancelled);
        (string Name, string Value)[] form = [.. await page.HiddenFieldsAsync(Cancelled), ("email", email), ("password", "a guess")];
        using var refused = await client.PostFormAsync("/auth/login", Cancelled, form);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var slowed = await client.PostFormAsync("/auth/login", Cancelled, form);

        slowed.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        slowed.Headers.RetryAfter.ShouldNotBeNull();
        (await slowed.Content.ReadAsStringAsync(Cancelled)).ShouldContain("There were too many attempts. Please wait");
    }

    [Fact]
    public async Task Nobody_registers_accounts_by_the_dozen()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder, ("Auth:Limits:RegistrationsPerClient", "2"));
        using var client = application.CreateClient();
        await client.RegisterAsync(Cancelled);
        await client.RegisterAsync(Cancelled);

        using var third = await client.PostAsJsonAsync("/auth/register", new { email = AuthApplication.NewEmail(), password = Http.Password }, Cancelled);

        await ShouldAskToWaitAsync(third);
    }

    [Fact]
    public async Task A_lock_ends_by_itself()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder, ("Auth:Limits:LockoutThreshold", "1"), ("Auth:Limits:LockoutDuration", "00:00:01"), ("Auth:Limits:FailuresPerAccount", "10000"));
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var refused = await client.PasswordGrantAsync(email, "a guess", Cancelled);
        using var locked = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        locked.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        // Identity measures by the system's clock, which no test can turn.
        await Eventually.Async(
            async () =>
            {
                using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
                return granted.StatusCode == HttpStatusCode.OK;
            },
            Cancelled);
    }

    private static Task<AuthApplication> StartAsync(TemporaryFolder folder, params (string Key, string Value)[] settings) =>
        AuthApplication.StartAsync(folder.Sqlite, settings: settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value), cancellationToken: Cancelled);

    private static async Task ShouldAskToWaitAsync(HttpResponseMessage response)
    {
        var problem = await response.JsonAsync(Cancelled, HttpStatusCode.TooManyRequests);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.Text("title").ShouldBe("Too many attempts");
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }
}
