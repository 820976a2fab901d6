using System.Net;
using Auth.Tests.Running;

namespace Auth.Tests.Protocol;

/// <summary>The frontend's secret is changed while replicas and frontends of before and after work side by side.</summary>
public sealed class ClientSecretRotationTests : IDisposable
{
    private const string Old = "the-secret-of-before";
    private const string New = "the-secret-of-today";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Both_secrets_are_good_at_every_replica_until_the_old_one_is_retired()
    {
        await using var before = await StartAsync(Old, null);
        (await IsAcceptedAsync(before, Old)).ShouldBeTrue();

        await using var after = await StartAsync(New, Old);

        (await IsAcceptedAsync(before, Old)).ShouldBeTrue("an old frontend at an old replica");
        (await IsAcceptedAsync(after, Old)).ShouldBeTrue("an old frontend at a new replica");
        (await IsAcceptedAsync(before, New)).ShouldBeTrue("a new frontend at an old replica");
        (await IsAcceptedAsync(after, New)).ShouldBeTrue("a new frontend at a new replica");
        (await IsAcceptedAsync(after, "a-guessed-secret-of-nobody")).ShouldBeFalse();

        await using var retired = await StartAsync(New, null);
        (await IsAcceptedAsync(retired, New)).ShouldBeTrue();
        (await IsAcceptedAsync(retired, Old)).ShouldBeFalse();
    }

    private Task<AuthApplication> StartAsync(string secret, string? previous) => AuthApplication.StartAsync(
        _folder.Sqlite,
        settings: new Dictionary<string, string?> { ["Auth:Frontend:ClientSecret"] = secret, ["Auth:Frontend:PreviousClientSecret"] = previous },
        cancellationToken: Cancelled);

    private static async Task<bool> IsAcceptedAsync(AuthApplication application, string secret)
    {
        using var client = application.CreateClient();
        using var response = await client.PostFormAsync("/auth/connect/introspect", Cancelled, ("client_id", "frontend"), ("client_secret", secret), ("token", "any"));
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Unauthorized);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
