using System.Net;
using System.Text;
using Frontend.Data;
using Frontend.Tests.Shop;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tests.Databases;

namespace Frontend.Tests;

public sealed class SessionTests(PostgresServer postgres)
{
    /// <summary>Each behaviour holds on both databases.</summary>
    public static TheoryData<string> Databases => ["SQLite", "PostgreSQL"];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Any_replica_knows_a_session_that_another_has_begun(string database)
    {
        await using var harbour = await OpenAsync(database);
        var (first, second) = (await harbour.StartReplicaAsync(), await harbour.StartReplicaAsync());
        var browser = await harbour.LogInAsync(first);

        browser.Address = second.Address;
        var page = await browser.GetAsync("/my/orders");

        page.Address.ShouldBe(new Uri(second.Address, "/my/orders"));
        page.Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Replicas_that_start_at_the_same_time_on_an_empty_database_agree(string database)
    {
        await using var harbour = await OpenAsync(database);
        var replicas = await Task.WhenAll(harbour.StartReplicaAsync(), harbour.StartReplicaAsync(), harbour.StartReplicaAsync());
        var browser = await harbour.LogInAsync(replicas[0]);

        foreach (var replica in replicas)
        {
            browser.Address = replica.Address;
            (await browser.GetAsync("/")).Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_token_is_refreshed_once_however_many_requests_of_however_many_replicas_need_it(string database)
    {
        await using var harbour = await OpenAsync(database);
        var replicas = new[] { await harbour.StartReplicaAsync(), await harbour.StartReplicaAsync() };
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromSeconds(-1);
        var browser = await harbour.LogInAsync(replicas[0]);
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromHours(1);

        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => GetAsync(browser.Http, new Uri(replicas[i % 2].Address, "/my/orders"))));

        pages.ShouldAllBe(page => page.Status == HttpStatusCode.OK && page.Address.AbsolutePath == "/my/orders");
        harbour.Issuer.Refreshes.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_database_shows_neither_tokens_nor_who_is_logged_in(string database)
    {
        await using var harbour = await OpenAsync(database);
        var replica = await harbour.StartReplicaAsync();
        var browser = await harbour.LogInAsync(replica);
        await browser.GetAsync("/my/orders");
        var token = harbour.Order.Tokens.Last(token => token.Length > 0);

        var session = await UseAsync(replica, context => context.Sessions.SingleAsync(TestContext.Current.CancellationToken));

        var content = Encoding.Latin1.GetString([.. session.Ticket, .. session.Tokens]);
        content.ShouldNotContain(token);
        content.ShouldNotContain("refresh-");
        content.ShouldNotContain(Customer.Ida.Email);
        content.ShouldNotContain(Customer.Ida.Subject);
        browser.Cookies.GetAllCookies().ShouldAllBe(cookie => !cookie.Value.Contains(session.Id, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_session_of_its_age_is_removed(string database)
    {
        await using var harbour = await OpenAsync(database);
        var replica = await harbour.StartReplicaAsync();
        await harbour.LogInAsync(replica);
        var kept = await harbour.LogInAsync(replica);
        var expired = DateTimeOffset.UtcNow.AddSeconds(-1);
        var oldest = await UseAsync(replica, context => context.Sessions.OrderBy(s => s.ExpiresAt).FirstAsync(TestContext.Current.CancellationToken));
        await UseAsync(replica, context => context.Sessions.Where(s => s.Id == oldest.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, expired), TestContext.Current.CancellationToken));

        var removed = await replica.Services.GetServices<IHostedService>().OfType<ExpiredRows>().Single().RemoveAsync(TestContext.Current.CancellationToken);

        removed.ShouldBe(1);
        (await kept.GetAsync("/")).Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
    }

    [Fact]
    public async Task An_expired_session_counts_for_nothing_even_before_it_is_removed()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var browser = await harbour.LogInAsync(replica);
        var expired = DateTimeOffset.UtcNow.AddSeconds(-1);
        await UseAsync(replica, context => context.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, expired), TestContext.Current.CancellationToken));

        (await browser.GetAsync("/")).Find(".masthead__account").TextContent.ShouldContain("Log in");
    }

    [Fact]
    public async Task A_token_that_expires_soon_is_used_on_while_the_issuer_is_away()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromSeconds(50);
        var browser = await harbour.LogInAsync(replica);
        harbour.Issuer.IsDown = true;

        (await browser.GetAsync("/my/orders")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_expired_token_and_an_absent_issuer_give_a_kind_page_and_cost_nobody_the_session()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromSeconds(-1);
        var browser = await harbour.LogInAsync(replica);
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromHours(1);

        harbour.Issuer.IsDown = true;
        var away = await browser.GetAsync("/my/orders");
        harbour.Issuer.IsDown = false;
        var back = await browser.GetAsync("/my/orders");

        away.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        away.Find("[data-retry]").TextContent.ShouldContain("safe");
        back.Status.ShouldBe(HttpStatusCode.OK);
        back.Address.AbsolutePath.ShouldBe("/my/orders");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(400)]
    public async Task A_refresh_that_is_refused_for_now_costs_nobody_the_session(int status)
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromSeconds(-1);
        var browser = await harbour.LogInAsync(replica);
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromHours(1);

        harbour.Issuer.RefusesRefreshesWith = status;
        var refused = await browser.GetAsync("/my/orders");
        harbour.Issuer.RefusesRefreshesWith = null;
        var back = await browser.GetAsync("/my/orders");

        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
        back.Status.ShouldBe(HttpStatusCode.OK);
        back.Address.AbsolutePath.ShouldBe("/my/orders");
    }

    [Fact]
    public async Task A_refresh_token_that_is_no_longer_accepted_leads_to_a_new_login()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromSeconds(-1);
        var browser = await harbour.LogInAsync(replica);
        harbour.Issuer.RevokeAll();
        harbour.Issuer.AccessTokenLifetime = TimeSpan.FromHours(1);

        var page = await browser.GetAsync("/my/orders");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Address.AbsolutePath.ShouldBe("/my/orders");
        (await UseAsync(replica, context => context.Sessions.CountAsync(TestContext.Current.CancellationToken))).ShouldBe(1);
    }

    [Fact]
    public void A_key_that_was_made_up_opens_nothing()
    {
        Frontend.Sessions.SessionKey.TryParse("not a key").ShouldBeNull();
        Frontend.Sessions.SessionKey.TryParse("c2hvcnQ").ShouldBeNull();

        var (key, other) = (Frontend.Sessions.SessionKey.Create(), Frontend.Sessions.SessionKey.Create());
        var sealedBytes = key.Seal("secret"u8, "purpose");

        key.Open(sealedBytes, "purpose").ShouldBe("secret"u8.ToArray());
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => other.Open(sealedBytes, "purpose"));
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => key.Open(sealedBytes, "another purpose"));
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => key.Open(sealedBytes[..8], "purpose"));
    }

    private Task<Harbour> OpenAsync(string database) => Harbour.OpenAsync(database == "PostgreSQL" ? postgres : null);

    private static Task<T> UseAsync<T>(Replica replica, Func<FrontendDbContext, Task<T>> work) => replica.Services.GetRequiredService<FrontendDatabase>().UseAsync(work);

    private static async Task<Page> GetAsync(HttpClient http, Uri address)
    {
        using var response = await http.GetAsync(address, TestContext.Current.CancellationToken);
        return await Page.ReadAsync(response);
    }
}
