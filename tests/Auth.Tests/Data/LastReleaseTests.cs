using System.Net;
using Auth.Data;
using Auth.Tests.Running;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Tests.Databases;
using Tests.Releases;

namespace Auth.Tests.Data;

/// <summary>A rolling update: today's replicas bring the database up to date while those of the last release go on working on it.</summary>
public sealed class LastReleaseTests(PostgresServer postgres) : IDisposable
{
    private const int OldReplicas = 4;
    private const string LastMigration = "Initial";
    private const string Users = "Auth.Data.User";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_last_releases_statements_work_before_during_and_after_todays_migrations(DatabaseProvider provider)
    {
        var (database, release) = await InstallAsync(provider);
        await using var traffic = Traffic.Start(OldReplicas, (_, cancellationToken) => release.RoundAsync(cancellationToken), Cancelled);
        await traffic.MoreAsync(OldReplicas, Cancelled);

        await using var application = await AuthApplication.StartAsync(database, replicas: 2, cancellationToken: Cancelled);

        await traffic.MoreAsync(2 * OldReplicas, Cancelled);
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        granted.StatusCode.ShouldBe(HttpStatusCode.OK);
        await traffic.MoreAsync(OldReplicas, Cancelled);
        await traffic.StopAsync();
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task An_account_of_either_release_is_one_for_the_other(DatabaseProvider provider)
    {
        var (database, release) = await InstallAsync(provider);
        await using var application = await AuthApplication.StartAsync(database, cancellationToken: Cancelled);
        using var client = application.CreateClient();

        var theirs = AuthApplication.NewEmail();
        await release.UseAsync(context => RegisterAsync(context, theirs));
        using var granted = await client.PasswordGrantAsync(theirs, Http.Password, Cancelled);
        granted.StatusCode.ShouldBe(HttpStatusCode.OK);

        var ours = await client.RegisterAsync(Cancelled);
        foreach (var email in (string[])[theirs, ours])
        {
            var hash = await release.UseAsync(context => context.Rows(Users).Where(user => (string)user["UserName"] == email).Select(user => (string)user["PasswordHash"]).SingleAsync(Cancelled));
            new PasswordHasher<User>().VerifyHashedPassword(new User(), hash, Http.Password).ShouldNotBe(PasswordVerificationResult.Failed);
        }
    }

    // As the last release did it: with Identity's own work factor, and not asking for a confirmation.
    private static Task<int> RegisterAsync(LastRelease.Context context, string email)
    {
        context.Rows(Users).Add(new Dictionary<string, object>
        {
            ["Id"] = Guid.NewGuid().ToString(),
            ["UserName"] = email,
            ["NormalizedUserName"] = email.ToUpperInvariant(),
            ["Email"] = email,
            ["NormalizedEmail"] = email.ToUpperInvariant(),
            ["EmailConfirmed"] = false,
            ["PasswordHash"] = new PasswordHasher<User>().HashPassword(new User(), Http.Password),
            ["SecurityStamp"] = Guid.NewGuid().ToString("n"),
            ["ConcurrencyStamp"] = Guid.NewGuid().ToString(),
            ["PhoneNumberConfirmed"] = false,
            ["TwoFactorEnabled"] = false,
            ["LockoutEnabled"] = true,
            ["AccessFailedCount"] = 0,
        });
        return context.SaveChangesAsync(Cancelled);
    }

    private async Task<(string Database, LastRelease Release)> InstallAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            var server = await postgres.CreateDatabaseAsync(Cancelled);
            await using var today = new PostgreSqlAuthDbContext(new DbContextOptionsBuilder<PostgreSqlAuthDbContext>().UseNpgsql(server).Options);
            return (server, await LastRelease.InstallAsync(today, LastMigration, options => options.UseNpgsql(server), Cancelled));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(_folder.Sqlite).DataSource)!);
        await using var file = new SqliteAuthDbContext(new DbContextOptionsBuilder<SqliteAuthDbContext>().UseSqlite(_folder.Sqlite).Options);
        return (_folder.Sqlite, await LastRelease.InstallAsync(file, LastMigration, options => options.UseSqlite(_folder.Sqlite), Cancelled));
    }
}
