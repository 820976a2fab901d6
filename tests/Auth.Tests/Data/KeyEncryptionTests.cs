using System.Net;
using System.Security.Cryptography;
using Auth.Data;
using Auth.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tests.Databases;

namespace Auth.Tests.Data;

/// <summary>The keys in the database are worth nothing without the deployment's secret, which can be changed while everything runs.</summary>
public sealed class KeyEncryptionTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_copy_of_the_database_holds_no_key_that_can_be_read(DatabaseProvider provider)
    {
        await using var application = await StartAsync(await DatabaseAsync(provider), NewSecret());

        await ShouldBeEncryptedAsync(application);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Keys_of_a_time_without_a_secret_are_encrypted_at_the_next_start_and_go_on_working(DatabaseProvider provider)
    {
        var database = await DatabaseAsync(provider);
        string refreshToken;
        await using (var before = await StartAsync(database, secret: null, environment: "Development"))
        {
            (await KeysAsync(before)).ShouldHaveSingleItem().ShouldContain("masterKey");
            refreshToken = await LogInAsync(before);
        }

        await using var after = await StartAsync(database, NewSecret());

        await ShouldBeEncryptedAsync(after);
        await RefreshAsync(after, refreshToken);
    }

    [Fact]
    public async Task While_the_secret_is_changed_replicas_of_before_and_after_read_each_others_keys_and_afterwards_the_old_secret_opens_nothing()
    {
        var database = await DatabaseAsync(DatabaseProvider.Sqlite);
        var (old, current) = (NewSecret(), NewSecret());
        string refreshToken;
        await using (var before = await StartAsync(database, old))
        {
            refreshToken = await LogInAsync(before);
        }

        await using (var changing = await StartAsync(database, current, previous: old))
        {
            refreshToken = await RefreshAsync(changing, refreshToken);

            // An old replica that only now starts.
            await using var restarted = await StartAsync(database, old);
            refreshToken = await RefreshAsync(restarted, refreshToken);
        }

        await using (var retired = await StartAsync(database, current))
        {
            refreshToken = await RefreshAsync(retired, refreshToken);
        }

        await using var thief = await StartAsync(database, old);
        using var client = thief.CreateClient();
        using var refused = await client.RefreshAsync(refreshToken, Cancelled);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_secret_can_be_a_file()
    {
        var file = _folder.File("key");
        await File.WriteAllTextAsync(file, NewSecret() + "\n", Cancelled);

        await using var application = await AuthApplication.StartAsync(
            _folder.Sqlite, settings: new Dictionary<string, string?> { ["DataProtection:Key"] = null, ["DataProtection:KeyFile"] = file }, cancellationToken: Cancelled);

        await ShouldBeEncryptedAsync(application);
    }

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private async Task<string> DatabaseAsync(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? _folder.Sqlite : await postgres.CreateDatabaseAsync(Cancelled);

    private static Task<AuthApplication> StartAsync(string database, string? secret, string? previous = null, string environment = "Production") => AuthApplication.StartAsync(
        database,
        settings: new Dictionary<string, string?> { ["DataProtection:Key"] = secret, ["DataProtection:PreviousKey"] = previous },
        environment: environment,
        cancellationToken: Cancelled);

    private static async Task<string> LogInAsync(AuthApplication application)
    {
        using var client = application.CreateClient();
        using var granted = await client.PasswordGrantAsync(AuthApplication.AdminEmail, AuthApplication.AdminPassword, Cancelled);
        return (await granted.JsonAsync(Cancelled)).Text("refresh_token");
    }

    private static async Task<string> RefreshAsync(AuthApplication application, string refreshToken)
    {
        using var client = application.CreateClient();
        using var refreshed = await client.RefreshAsync(refreshToken, Cancelled);
        return (await refreshed.JsonAsync(Cancelled)).Text("refresh_token");
    }

    private static async Task ShouldBeEncryptedAsync(AuthApplication application)
    {
        var key = (await KeysAsync(application)).ShouldHaveSingleItem();
        key.ShouldContain("encryptedSecret");
        key.ShouldNotContain("masterKey");
        key.ShouldNotContain("unencrypted");
    }

    private static async Task<List<string>> KeysAsync(AuthApplication application)
    {
        await using var scope = application.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuthDbContext>().DataProtectionKeys.Select(key => key.Xml!).ToListAsync(Cancelled);
    }
}
