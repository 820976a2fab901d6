using Frontend.Data;
using Frontend.Tests.Shop;
using Microsoft.EntityFrameworkCore;
using Tests.Databases;
using Tests.Releases;

namespace Frontend.Tests;

/// <summary>A rolling update: today's replicas bring the database up to date while those of the last release go on working on it.</summary>
public sealed class LastReleaseTests(PostgresServer postgres)
{
    private const int OldReplicas = 4;
    private const string LastMigration = "Initial";
    private const string Sessions = "Frontend.Data.Session";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Each behaviour holds on both databases.</summary>
    public static TheoryData<string> Databases => ["SQLite", "PostgreSQL"];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_last_releases_statements_work_before_during_and_after_todays_migrations(string database)
    {
        var (harbour, release) = await InstallAsync(database);
        await using var world = harbour;
        await using var traffic = Traffic.Start(OldReplicas, (_, cancellationToken) => release.RoundAsync(cancellationToken), Cancelled);
        await traffic.MoreAsync(OldReplicas, Cancelled);

        var replicas = await Task.WhenAll(harbour.StartReplicaAsync(), harbour.StartReplicaAsync());

        await traffic.MoreAsync(2 * OldReplicas, Cancelled);
        var browser = await harbour.LogInAsync(replicas[0]);
        browser.Address = replicas[1].Address;
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");
        (await browser.GetAsync("/basket")).Main.ShouldContain("Fyr desk lamp");
        await traffic.MoreAsync(OldReplicas, Cancelled);
        await traffic.StopAsync();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_session_of_either_release_is_one_for_the_other(string database)
    {
        var (harbour, release) = await InstallAsync(database);
        await using var world = harbour;
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());

        await release.UseAsync(async context =>
        {
            var row = await context.Rows(Sessions).SingleAsync(Cancelled);
            context.Rows(Sessions).Remove(row);
            await context.SaveChangesAsync(Cancelled);
            context.Rows(Sessions).Add(row);
            return await context.SaveChangesAsync(Cancelled);
        });

        (await browser.GetAsync("/my/orders")).Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
        harbour.Issuer.Introspections.ShouldBe(1);
    }

    private async Task<(Harbour Harbour, LastRelease Release)> InstallAsync(string database)
    {
        var harbour = await Harbour.OpenAsync(database == "PostgreSQL" ? postgres : null);
        try
        {
            var connection = harbour.Settings["ConnectionStrings:frontenddb"];
            await using FrontendDbContext today = harbour.Database is null
                ? new SqliteFrontendDbContext(new DbContextOptionsBuilder<SqliteFrontendDbContext>().UseSqlite(connection).Options)
                : new PostgreSqlFrontendDbContext(new DbContextOptionsBuilder<PostgreSqlFrontendDbContext>().UseNpgsql(connection).Options);
            var release = await LastRelease.InstallAsync(
                today, LastMigration, options => _ = harbour.Database is null ? options.UseSqlite(connection) : options.UseNpgsql(connection), Cancelled);
            return (harbour, release);
        }
        catch
        {
            await harbour.DisposeAsync();
            throw;
        }
    }
}
