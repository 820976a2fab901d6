using System.Net;
using Auth.Data;
using Auth.Tests.Running;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tests.Databases;

namespace Auth.Tests.Data;

public sealed class StartTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Replicas_that_start_together_without_a_database_agree_on_one(DatabaseProvider provider)
    {
        var database = provider == DatabaseProvider.Sqlite ? _folder.Sqlite : await postgres.NameDatabaseAsync(Cancelled);

        await using var application = await AuthApplication.StartAsync(database, replicas: 3, cancellationToken: Cancelled);

        await using var scope = application.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        (await context.DataProtectionKeys.CountAsync(Cancelled)).ShouldBe(1);
        (await context.Users.CountAsync(Cancelled)).ShouldBe(1);
        (await context.Roles.Select(role => role.Name).ToListAsync(Cancelled)).ShouldBe(["admin", "customer"], ignoreOrder: true);

        // Each reads what another has protected.
        using var client = application.CreateClient();
        using var granted = await client.PasswordGrantAsync(AuthApplication.AdminEmail, AuthApplication.AdminPassword, Cancelled);
        var refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");
        for (var replica = 0; replica < 3; replica++)
        {
            using var one = application.CreateClientOf(replica);
            using var refreshed = await one.RefreshAsync(refreshToken, Cancelled);
            refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_lock_left_behind_by_a_killed_process_stops_nobody()
    {
        Directory.CreateDirectory(_folder.File("data"));
        await using (var connection = new SqliteConnection(_folder.Sqlite))
        {
            await connection.OpenAsync(Cancelled);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
                """;
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        await using var application = await AuthApplication.StartAsync(_folder.Sqlite, cancellationToken: Cancelled);
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_SQLite_file()
    {
        await using var application = await AuthApplication.StartAsync(_folder.Sqlite, cancellationToken: Cancelled);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access control lists instead of file modes.");
        foreach (var file in Directory.GetFiles(_folder.File("data")))
        {
            new FileInfo(file).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public async Task A_database_that_cannot_be_used_yet_is_tried_again()
    {
        // A file stands where the folder shall be.
        await File.WriteAllTextAsync(_folder.File("data"), "", Cancelled);
        var starting = AuthApplication.StartAsync(_folder.Sqlite, cancellationToken: Cancelled);
        (await Task.WhenAny(starting, Task.Delay(TimeSpan.FromSeconds(2), Cancelled))).ShouldNotBe(starting, "it answers probes, and is not ready");

        File.Delete(_folder.File("data"));

        await using var application = await starting;
    }

    [Fact]
    public async Task The_administrators_password_follows_the_secret_and_the_old_one_ends_with_its_tokens()
    {
        string refreshToken;
        await using (var before = await AuthApplication.StartAsync(_folder.Sqlite, cancellationToken: Cancelled))
        {
            using var client = before.CreateClient();
            using var granted = await client.PasswordGrantAsync(AuthApplication.AdminEmail, AuthApplication.AdminPassword, Cancelled);
            refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");
        }

        await using var after = await AuthApplication.StartAsync(
            _folder.Sqlite, replicas: 2, new Dictionary<string, string?> { ["Auth:AdminPassword"] = "a-password-of-today" }, cancellationToken: Cancelled);
        using var admin = after.CreateClient();
        using var old = await admin.PasswordGrantAsync(AuthApplication.AdminEmail, AuthApplication.AdminPassword, Cancelled);
        old.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var refreshed = await admin.RefreshAsync(refreshToken, Cancelled);
        refreshed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var current = await admin.PasswordGrantAsync(AuthApplication.AdminEmail, "a-password-of-today", Cancelled);
        current.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Clients_follow_the_configuration()
    {
        var machine = new Dictionary<string, string?> { ["Auth:Clients:reports:Secret"] = "a-secret-of-the-reports", ["Auth:Clients:reports:Scopes:0"] = "orders" };
        await using (var before = await AuthApplication.StartAsync(_folder.Sqlite, settings: machine, cancellationToken: Cancelled))
        {
            (await MachineAsync(before, "a-secret-of-the-reports")).ShouldBe(HttpStatusCode.OK);
        }

        machine["Auth:Clients:reports:Secret"] = "another-secret-of-the-reports";
        await using (var changed = await AuthApplication.StartAsync(_folder.Sqlite, settings: machine, cancellationToken: Cancelled))
        {
            (await MachineAsync(changed, "a-secret-of-the-reports")).ShouldBe(HttpStatusCode.Unauthorized);
            (await MachineAsync(changed, "another-secret-of-the-reports")).ShouldBe(HttpStatusCode.OK);
        }

        await using var removed = await AuthApplication.StartAsync(_folder.Sqlite, cancellationToken: Cancelled);
        (await MachineAsync(removed, "another-secret-of-the-reports")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpStatusCode> MachineAsync(AuthApplication application, string secret)
    {
        using var client = application.CreateClient();
        using var response = await client.TokenAsync(
            Cancelled, ("grant_type", "client_credentials"), ("client_id", "reports"), ("client_secret", secret), ("scope", "orders"));
        return response.StatusCode;
    }
}
