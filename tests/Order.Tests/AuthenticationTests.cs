using System.Net;
using System.Net.Http.Headers;
using Microsoft.IdentityModel.Tokens;

namespace Order.Tests;

/// <summary>Each with an issuer and a replica of its own, because keys and outages concern everybody.</summary>
public sealed class AuthenticationTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("order-auth-");
    private TestIssuer _issuer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _issuer = await TestIssuer.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_token_of_the_issuer_is_accepted_though_its_public_address_leads_nowhere()
    {
        await using var replica = await StartAsync();

        (await AskAsync(replica, _issuer.Token("ada"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_other_token_is_refused()
    {
        await using var replica = await StartAsync();
        var stolenName = TestIssuer.NewKey();
        string[] tokens =
        [
            "nonsense",
            _issuer.Token("ada", audience: "payments"),
            _issuer.Token("ada", issuer: "https://elsewhere.test/auth"),
            _issuer.Token("ada", type: "JWT"),
            _issuer.Token("ada", lifetime: TimeSpan.FromMinutes(-5)),
            _issuer.Token("ada", key: stolenName),
            _issuer.Token("ada", key: new SymmetricSecurityKey(new byte[64]), algorithm: SecurityAlgorithms.HmacSha256),
            _issuer.Token(""),
            _issuer.Token("ada")[..^6],
            _issuer.Token("ada") + "A",
        ];

        foreach (var token in tokens)
        {
            var response = await AskAsync(replica, token);

            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, token);
            response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
            response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Theory]
    [InlineData("/orders")]
    [InlineData("/orders/events")]
    [InlineData("/orders/00000000-0000-0000-0000-000000000000")]
    public async Task Without_a_token_nobody_gets_in(string path)
    {
        await using var replica = await StartAsync();
        using var client = replica.CreateClient();

        (await client.GetAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("openid", null, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("", null, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("orders.read my-orders", null, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("openid orders", null, HttpStatusCode.OK, HttpStatusCode.BadRequest)]
    [InlineData("openid", "admin", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("board", "admin", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    public async Task A_token_is_good_for_what_it_was_granted(string scope, string? role, HttpStatusCode reading, HttpStatusCode placing)
    {
        await using var replica = await StartAsync();
        using var client = replica.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Token("ada", role, scope: scope));

        var read = await client.GetAsync("/orders", Cancellation);
        var placed = await client.PostAsync("/orders", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancellation);

        read.StatusCode.ShouldBe(reading);
        placed.StatusCode.ShouldBe(placing);
        foreach (var refused in new[] { read, placed }.Where(response => response.StatusCode == HttpStatusCode.Forbidden))
        {
            refused.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"insufficient_scope\", scope=\"orders\"");
            refused.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Theory]
    [InlineData("orders", "admin")]
    [InlineData("orders board", null)]
    [InlineData("orders board", "customer")]
    public async Task The_board_takes_the_role_and_the_scope(string scope, string? role)
    {
        await using var replica = await StartAsync();
        using var owner = new Customer("owner", Authorized(replica, _issuer.Token("owner")));
        using var other = new Customer("other", Authorized(replica, _issuer.Token("other", role, scope: scope)));
        var paid = await owner.ActAsync(await owner.PlaceAsync("fyr-lamp"), "pay");

        (await other.GetAsync("/orders")).Items.ShouldBeEmpty();
        (await other.GetAsync($"/orders/{paid.Id}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.ActAsync(paid, "ship")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task After_a_key_rotation_the_first_token_with_the_new_key_is_accepted_at_once_and_the_old_one_stays_valid()
    {
        await using var replica = await StartAsync();
        var before = _issuer.Token("ada");
        (await AskAsync(replica, before)).StatusCode.ShouldBe(HttpStatusCode.OK);

        _issuer.RotateKey();

        (await AskAsync(replica, _issuer.Token("ada"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(replica, before)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tokens_with_unknown_keys_do_not_make_the_service_hammer_the_issuer()
    {
        await using var replica = await StartAsync();
        await AskAsync(replica, _issuer.Token("ada"));
        var before = _issuer.MetadataRequests;

        for (var i = 0; i < 20; i++)
        {
            (await AskAsync(replica, _issuer.Token("ada", key: TestIssuer.NewKey()))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (_issuer.MetadataRequests - before).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task While_the_issuer_is_away_valid_tokens_keep_working()
    {
        await using var replica = await StartAsync();
        (await AskAsync(replica, _issuer.Token("ada"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        _issuer.IsDown = true;

        (await AskAsync(replica, _issuer.Token("bob"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_the_issuer_the_service_is_ready_shows_the_catalogue_and_asks_to_try_again()
    {
        _issuer.IsDown = true;
        await using var replica = await StartAsync();
        using var client = replica.CreateClient();

        (await client.GetAsync("/health", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/orders/products", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var response = await AskAsync(replica, _issuer.Token("ada"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task When_the_issuer_comes_the_service_works_without_a_restart()
    {
        _issuer.IsDown = true;
        await using var replica = await StartAsync();
        (await AskAsync(replica, _issuer.Token("ada"))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        _issuer.IsDown = false;

        await Eventually.Async(async () => (await AskAsync(replica, _issuer.Token("ada"))).StatusCode == HttpStatusCode.OK, Cancellation);
    }

    private Task<Replica> StartAsync() =>
        Replica.StartAsync($"Data Source={Path.Combine(_directory.FullName, "orders.db")}", _issuer, Cancellation);

    private static HttpClient Authorized(Replica replica, string token)
    {
        var client = replica.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<HttpResponseMessage> AskAsync(Replica replica, string token)
    {
        using var client = replica.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.GetAsync("/orders", Cancellation);
    }
}
