using System.Net;
using Auth.Signing;
using Auth.Tests.Running;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Auth.Tests.Signing;

public sealed class KeyRotationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_rotated_while_two_replicas_run_and_live_tokens_stay_valid()
    {
        using var folder = new TemporaryFolder();
        var keys = Directory.CreateDirectory(folder.File("keys")).FullName;
        var (old, fresh) = (SigningKeys.New(), SigningKeys.New());
        await File.WriteAllTextAsync(Path.Combine(keys, "1.pem"), old, Cancelled);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var settings = new Dictionary<string, string?>
        {
            ["Auth:SigningKey"] = null,
            ["Auth:SigningKeysDirectory"] = keys,
            ["Auth:SigningKeyActivationDelay"] = "01:00:00",
            ["Auth:Tokens:AccessTokenLifetime"] = "23:00:00",
        };
        await using var application = await AuthApplication.StartAsync(folder.Sqlite, replicas: 2, settings, time, cancellationToken: Cancelled);
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        var before = await TokenAsync(client, email);
        before.Kid.ShouldBe(Id(old));

        await File.WriteAllTextAsync(Path.Combine(keys, "2.pem"), fresh, Cancelled);
        await UntilAsync(async () => (await PublishedAsync(application)).All(published => published.Count == 2), time);
        (await TokenAsync(client, email)).Kid.ShouldBe(Id(old), "not everyone knows the new key yet");

        time.Advance(TimeSpan.FromHours(1));
        await UntilAsync(async () => (await PublishedAsync(application)).All(published => published[0] == Id(fresh)), time);
        for (var replica = 0; replica < 2; replica++)
        {
            (await TokenAsync(client, email)).Kid.ShouldBe(Id(fresh));
            using var me = await client.GetWithTokenAsync("/auth/me", before.EncodedToken, Cancelled);
            me.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        File.Delete(Path.Combine(keys, "1.pem"));
        await UntilAsync(async () => (await PublishedAsync(application)).All(published => published.SequenceEqual([Id(fresh)])), time);
        for (var replica = 0; replica < 2; replica++)
        {
            using var me = await client.GetWithTokenAsync("/auth/me", before.EncodedToken, Cancelled);
            me.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Without_a_key_the_service_is_unready_until_one_appears()
    {
        using var folder = new TemporaryFolder();
        var keys = folder.File("keys");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var starting = AuthApplication.StartAsync(
            folder.Sqlite, settings: new Dictionary<string, string?> { ["Auth:SigningKey"] = null, ["Auth:SigningKeysDirectory"] = keys }, time: time, cancellationToken: Cancelled);
        (await Task.WhenAny(starting, Task.Delay(TimeSpan.FromSeconds(2), Cancelled))).ShouldNotBe(starting);

        Directory.CreateDirectory(keys);
        await File.WriteAllTextAsync(Path.Combine(keys, "1.pem"), SigningKeys.New(), Cancelled);
        await UntilAsync(() => Task.FromResult(starting.IsCompleted), time);

        await using var application = await starting;
        (await PublishedAsync(application)).ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    private static async Task<JsonWebToken> TokenAsync(HttpClient client, string email)
    {
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        return new JsonWebToken((await granted.JsonAsync(Cancelled)).Text("access_token"));
    }

    private static async Task<List<List<string>>> PublishedAsync(AuthApplication application)
    {
        List<List<string>> published = [];
        for (var replica = 0; replica < application.Replicas; replica++)
        {
            using var client = application.CreateClientOf(replica);
            var keys = new JsonWebKeySet(await client.GetStringAsync("/auth/.well-known/jwks", Cancelled));
            published.Add([.. keys.Keys.Select(key => key.KeyId)]);
        }

        return published;
    }

    private static Task UntilAsync(Func<Task<bool>> condition, FakeTimeProvider time) => Eventually.Async(
        () =>
        {
            // One regular look at the directory.
            time.Advance(TimeSpan.FromSeconds(10));
            return condition();
        },
        Cancelled);

    private static string Id(string pem) => SigningKey.ReadAll(pem, "test")[0].Id;
}
