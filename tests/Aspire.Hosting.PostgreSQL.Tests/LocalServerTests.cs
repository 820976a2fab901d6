using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Aspire.Hosting.PostgreSQL.Tests;

/// <summary>Needs the machine's own PostgreSQL programs, as Debian's package <c>postgresql</c> brings them.</summary>
public sealed class LocalServerTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aspire-postgres-tests-");

    public LocalServerTests()
    {
        if (!OperatingSystem.IsWindows())
        {
            // The server may run as another user, who has to get through.
            File.SetUnixFileMode(_directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        }
    }

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_machine_s_own_server_becomes_healthy_and_has_the_databases()
    {
        var builder = Builder();
        var server = builder.AddPostgres("postgres");
        var orders = server.AddDatabase("orders", "Order Store");
        await using var application = builder.Build();
        await using var running = await TestServer.StartAsync(server);

        await builder.Eventing.PublishAsync(new ResourceReadyEvent(server.Resource, application.Services), CancellationToken);
        await builder.Eventing.PublishAsync(new ResourceReadyEvent(server.Resource, application.Services), CancellationToken);

        var report = await application.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(CancellationToken);
        report.Entries.Keys.ShouldBe(["postgres_check", "orders_check"], ignoreOrder: true);
        report.Status.ShouldBe(HealthStatus.Healthy);
        (await ScalarAsync(orders.Resource, "SELECT current_database()")).ShouldBe("Order Store");
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var builder = Builder();
        var server = builder.AddPostgres("postgres");
        await using var running = await TestServer.StartAsync(server);
        var right = await server.Resource.ConnectionStringExpression.GetValueAsync(CancellationToken);

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(right) { Database = "postgres", Password = "wrong", Pooling = false }.ConnectionString);

        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(CancellationToken))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task With_a_data_volume_the_data_is_there_in_the_next_run()
    {
        var server = Builder().AddPostgres("postgres").WithDataVolume("kept");
        await using (await TestServer.StartAsync(server))
        {
            await ScalarAsync(server.Resource, "CREATE TABLE note AS SELECT 'remember' AS text");
        }

        var again = Builder().AddPostgres("postgres").WithDataVolume("kept");
        await using var running = await TestServer.StartAsync(again);

        (await ScalarAsync(again.Resource, "SELECT text FROM note")).ShouldBe("remember");
    }

    [Fact]
    public async Task Without_one_nothing_is_left_behind()
    {
        var server = Builder().AddPostgres("postgres");

        await using (await TestServer.StartAsync(server))
        {
        }

        _directory.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_password_is_in_no_file()
    {
        var server = Builder().AddPostgres("postgres").WithDataVolume("kept");
        await using var running = await TestServer.StartAsync(server);

        foreach (var file in _directory.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Length < 100_000))
        {
            (await File.ReadAllTextAsync(file.FullName, CancellationToken)).ShouldNotContain(Password);
        }
    }

    [Fact]
    public async Task A_database_may_be_created_by_a_script()
    {
        var builder = Builder();
        var server = builder.AddPostgres("postgres");
        var database = server.AddDatabase("orders").WithCreationScript("CREATE DATABASE orders CONNECTION LIMIT 7");
        await using var application = builder.Build();
        await using var running = await TestServer.StartAsync(server);

        await builder.Eventing.PublishAsync(new ResourceReadyEvent(server.Resource, application.Services), CancellationToken);

        (await ScalarAsync(database.Resource, "SELECT datconnlimit FROM pg_database WHERE datname = 'orders'")).ShouldBe(7);
    }

    [Fact]
    public async Task An_unhealthy_server_is_told_without_an_exception()
    {
        var builder = Builder();
        var server = builder.AddPostgres("postgres");
        await using var application = builder.Build();
        await using (await TestServer.StartAsync(server))
        {
        }

        var report = await application.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(CancellationToken);

        report.Entries["postgres_check"].Status.ShouldBe(HealthStatus.Unhealthy);
        report.Entries["postgres_check"].Exception.ShouldBeNull();
    }

    [Fact]
    public void Data_of_another_version_is_an_error_that_names_it()
    {
        Assert.SkipUnless(PostgresBinaries.AreInstalled, "PostgreSQL is not installed.");

        Should.Throw<DistributedApplicationException>(() => PostgresBinaries.Find("postgres", requiredVersion: 8)).Message.ShouldContain("PostgreSQL 8");
    }

    private const string Password = "s3cret/with:specials";

    private IDistributedApplicationBuilder Builder()
    {
        return DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [$"--Parameters:postgres-password={Password}"], ProjectDirectory = _directory.FullName });
    }

    private static async Task<object?> ScalarAsync(IResourceWithConnectionString resource, string sql)
    {
        await using var connection = new NpgsqlConnection(await PostgresHealthCheck.ConnectionStringAsync(resource, "postgres", CancellationToken));
        await connection.OpenAsync(CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(CancellationToken);
    }
}
