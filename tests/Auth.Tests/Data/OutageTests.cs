using System.Net;
using Auth.Tests.Running;
using Microsoft.Extensions.Time.Testing;
using Tests.Databases;

namespace Auth.Tests.Data;

public sealed class OutageTests(PostgresServer postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_restart_of_the_server_nobody_who_registers_meets_its_broken_connections()
    {
        var database = await postgres.CreateDatabaseAsync(Cancelled);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var application = await AuthApplication.StartAsync(database, time: time, cancellationToken: Cancelled);
        using var client = application.CreateClient();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.RegisterAsync(Cancelled)));

        await PostgresServer.EndSessionsAsync(database, Cancelled);
        time.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.RegisterAsync(Cancelled)));
    }

    [Fact]
    public async Task While_the_database_is_away_replicas_stay_in_service_and_say_so_kindly()
    {
        await using var server = new PostgresServer();
        await using var application = await AuthApplication.StartAsync(await server.CreateDatabaseAsync(Cancelled), replicas: 2, cancellationToken: Cancelled);
        using var browser = application.CreateClient();
        var email = await browser.RegisterAsync(Cancelled);
        using var page = await browser.GetAsync("/auth/login", Cancelled);
        (string Name, string Value)[] form = [.. await page.HiddenFieldsAsync(Cancelled), ("email", email), ("password", Http.Password)];

        await server.DisposeAsync();

        for (var replica = 0; replica < application.Replicas; replica++)
        {
            using var client = application.CreateClientOf(replica);
            using var ready = await client.GetAsync("/health", Cancelled);
            ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var login = await browser.GetAsync("/auth/login", Cancelled);
        login.StatusCode.ShouldBe(HttpStatusCode.OK);

        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var postponed = await browser.PostFormAsync("/auth/login", Cancelled, form);
        postponed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        postponed.Headers.RetryAfter.ShouldNotBeNull();
        (await postponed.Content.ReadAsStringAsync(Cancelled)).ShouldContain("We will be right back");

        using var program = application.CreateClient();
        using var token = await program.PasswordGrantAsync(email, Http.Password, Cancelled);
        token.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        token.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        token.Headers.RetryAfter.ShouldNotBeNull();
    }
}
