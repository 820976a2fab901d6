using System.Net;
using System.Net.Http.Json;
using Auth.Tests.Running;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Tests.Databases;

namespace Auth.Tests.SignIn;

/// <summary>Guessers are slowed down by all replicas together, and keep nobody else out.</summary>
public sealed class GuessingTests(PostgresServer postgres) : IDisposable
{
    private const string Burst = "Auth:Limits:AccountFromOrigin:Burst";
    private const string Forgiveness = "Auth:Limits:AccountFromOrigin:Forgiveness";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task After_some_failures_a_guesser_must_wait_at_every_replica_whether_there_is_such_an_account_or_not(DatabaseProvider provider)
    {
        await using var application = await StartAsync(provider, (Burst, "3"));
        using var client = application.CreateClient();

        foreach (var email in new[] { await client.RegisterAsync(Cancelled), AuthApplication.NewEmail() })
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                (await GuessAsync(client, email)).ShouldBe(HttpStatusCode.BadRequest);
            }

            // Written differently, it is still the same account.
            for (var replica = 0; replica < application.Replicas; replica++)
            {
                using var slowed = await client.PasswordGrantAsync(email.ToUpperInvariant(), Http.Password, Cancelled);
                var problem = await slowed.JsonAsync(Cancelled, HttpStatusCode.TooManyRequests);
                slowed.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
                problem.Text("title").ShouldBe("Too many attempts");
                slowed.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
            }
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Of_many_guesses_at_the_same_moment_no_more_are_evaluated_than_of_many_in_a_row(DatabaseProvider provider)
    {
        await using var application = await StartAsync(provider, (Burst, "3"));
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GuessAsync(client, email)));

        statuses.Count(status => status == HttpStatusCode.BadRequest).ShouldBe(3);
        statuses.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(17);
    }

    [Theory]
    [InlineData("01:00:00", new double[] { 1, 2, 4, 8, 16 })]
    [InlineData("00:00:02", new double[] { 1, 2, 2, 2, 2 })]
    public async Task The_wait_doubles_with_each_further_failure_up_to_a_limit_and_is_forgiven_in_time(string forgiveness, double[] expected)
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, (Burst, "1"), (Forgiveness, forgiveness));
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        List<double> waits = [];
        for (var attempt = 0; attempt < 5; attempt++)
        {
            (await GuessAsync(client, email)).ShouldBe(HttpStatusCode.BadRequest);
            using var tooSoon = await client.PasswordGrantAsync(email, "a guess", Cancelled);
            var wait = tooSoon.Headers.RetryAfter!.Delta!.Value;
            waits.Add(wait.TotalSeconds);
            _time.Advance(wait);
        }

        waits.ShouldBe(expected);
        _time.Advance(TimeSpan.FromHours(5));
        (await GuessAsync(client, email)).ShouldBe(HttpStatusCode.BadRequest);
        using var forgiven = await client.PasswordGrantAsync(email, "a guess", Cancelled);
        forgiven.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_guesser_keeps_nobody_out_who_comes_from_elsewhere()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, (Burst, "3"));
        using var owner = Client(application, "203.0.113.8");
        var email = await owner.RegisterAsync(Cancelled);
        using var guesser = Client(application, "203.0.113.7");
        while (await GuessAsync(guesser, email) != HttpStatusCode.TooManyRequests)
        {
        }

        using var welcome = await owner.PasswordGrantAsync(email, Http.Password, Cancelled);

        welcome.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    public async Task Addresses_that_one_subscriber_is_free_to_choose_among_are_one_origin(string first, string second, bool isSame)
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, (Burst, "1"));
        using var client = Client(application, first);
        using var other = Client(application, second);
        var email = await client.RegisterAsync(Cancelled);
        (await GuessAsync(client, email)).ShouldBe(HttpStatusCode.BadRequest);

        (await GuessAsync(other, email)).ShouldBe(isSame ? HttpStatusCode.TooManyRequests : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_origin_that_tries_many_accounts_must_wait()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, ("Auth:Limits:Origin:Burst", "3"));
        using var guesser = Client(application, "203.0.113.7");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await GuessAsync(guesser, AuthApplication.NewEmail())).ShouldBe(HttpStatusCode.BadRequest);
        }

        (await GuessAsync(guesser, AuthApplication.NewEmail())).ShouldBe(HttpStatusCode.TooManyRequests);
        using var neighbour = Client(application, "203.0.113.8");
        (await GuessAsync(neighbour, AuthApplication.NewEmail())).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task While_an_account_is_attacked_from_everywhere_its_owner_gets_in_with_a_browser_that_it_knows()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, ("Auth:Limits:Account:Burst", "5"));
        using var browser = application.CreateClient();
        var email = await browser.RegisterAsync(Cancelled);
        using var firstTime = await browser.LogInAsync(email, Http.Password, Cancelled);
        firstTime.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var guesser = Client(application, $"203.0.113.{attempt}");
            (await GuessAsync(guesser, email)).ShouldBe(HttpStatusCode.BadRequest);
        }

        using var oneMore = Client(application, "203.0.113.99");
        (await GuessAsync(oneMore, email)).ShouldBe(HttpStatusCode.TooManyRequests);
        using var welcome = await browser.LogInAsync(email, Http.Password, Cancelled);
        welcome.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_known_browser_is_counted_too()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, ("Auth:Limits:KnownDevice:Burst", "2"));
        using var browser = application.CreateClient();
        var email = await browser.RegisterAsync(Cancelled);
        using var firstTime = await browser.LogInAsync(email, Http.Password, Cancelled);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var refused = await browser.LogInAsync(email, "a guess", Cancelled);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        using var slowed = await browser.LogInAsync(email, Http.Password, Cancelled);
        slowed.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        slowed.Headers.RetryAfter.ShouldNotBeNull();
        (await slowed.Content.ReadAsStringAsync(Cancelled)).ShouldContain("There were too many attempts. Please wait");
    }

    [Fact]
    public async Task Nobodys_tokens_end_because_of_somebody_elses_guesses()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, (Burst, "5"));
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        var refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GuessAsync(client, email)));

        using var refreshed = await client.RefreshAsync(refreshToken, Cancelled);

        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Success_does_not_count()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, (Burst, "2"), ("Auth:Limits:Origin:Burst", "2"), ("Auth:Limits:Account:Burst", "2"));
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
            granted.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Nobody_gets_free_guesses_by_logging_in_to_an_account_of_their_own_in_between()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, ("Auth:Limits:Origin:Burst", "4"));
        using var client = application.CreateClient();
        var own = await client.RegisterAsync(Cancelled);

        HttpStatusCode status;
        var guesses = 0;
        do
        {
            using var granted = await client.PasswordGrantAsync(own, Http.Password, Cancelled);
            status = await GuessAsync(client, AuthApplication.NewEmail());
            guesses++;
        }
        while (status == HttpStatusCode.BadRequest && guesses < 20);

        status.ShouldBe(HttpStatusCode.TooManyRequests);
        guesses.ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task Nobody_registers_accounts_by_the_dozen()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, ("Auth:Limits:Registrations:Burst", "2"));
        using var client = application.CreateClient();
        await client.RegisterAsync(Cancelled);
        await client.RegisterAsync(Cancelled);

        using var third = await client.PostAsJsonAsync("/auth/register", new { email = AuthApplication.NewEmail(), password = Http.Password }, Cancelled);

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter.ShouldNotBeNull();
    }

    private async Task<AuthApplication> StartAsync(DatabaseProvider provider, params (string Key, string Value)[] settings) => await AuthApplication.StartAsync(
        provider == DatabaseProvider.Sqlite ? _folder.Sqlite : await postgres.CreateDatabaseAsync(Cancelled),
        replicas: provider == DatabaseProvider.Sqlite ? 1 : 2,
        settings: settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
        time: _time,
        cancellationToken: Cancelled);

    private static HttpClient Client(AuthApplication application, string address)
    {
        var client = application.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    private static async Task<HttpStatusCode> GuessAsync(HttpClient client, string email)
    {
        using var response = await client.PasswordGrantAsync(email, "a guess", Cancelled);
        return response.StatusCode;
    }
}
