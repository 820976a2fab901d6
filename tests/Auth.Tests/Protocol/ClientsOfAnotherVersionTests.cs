using System.Net;
using Auth.Tests.Running;

namespace Auth.Tests.Protocol;

/// <summary>A rolling update has two versions, and one of them knows a client that the other does not.</summary>
public sealed class ClientsOfAnotherVersionTests : IDisposable
{
    private const string Secret = "a-secret-of-the-reports";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_older_replica_that_starts_later_takes_no_client_away_and_admits_none_that_it_does_not_know()
    {
        await using var newer = await AuthApplication.StartAsync(
            _folder.Sqlite,
            settings: new Dictionary<string, string?> { ["Auth:Clients:reports:Secret"] = Secret, ["Auth:Clients:reports:Scopes:0"] = "orders" },
            cancellationToken: Cancelled);
        (await AskForTokenAsync(newer)).ShouldBe(HttpStatusCode.OK);

        await using var older = await AuthApplication.StartAsync(_folder.Sqlite, cancellationToken: Cancelled);

        (await AskForTokenAsync(newer)).ShouldBe(HttpStatusCode.OK);
        (await AskForTokenAsync(older)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskForTokenAsync(newer)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> AskForTokenAsync(AuthApplication application)
    {
        using var client = application.CreateClient();
        using var response = await client.TokenAsync(Cancelled, ("grant_type", "client_credentials"), ("client_id", "reports"), ("client_secret", Secret), ("scope", "orders"));
        return response.StatusCode;
    }
}
