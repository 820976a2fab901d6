using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Aspire.Hosting.PostgreSQL.Tests;

/// <summary>A server in a whole application: a container, or this machine's own PostgreSQL.</summary>
public sealed class RunTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aspire-postgres-tests-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task An_application_has_its_databases_when_they_are_healthy()
    {
        Assert.SkipUnless(PostgresBinaries.AreInstalled, "PostgreSQL is not installed.");
        var cancellationToken = TestContext.Current.CancellationToken;
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--Parameters:postgres-password=s3cret"],
            ProjectDirectory = _directory.FullName,
            DisableDashboard = true,
        });
        builder.Configuration.AddInMemoryCollection([new("DcpPublisher:RandomizePorts", "true"), new("AppHost:Interactive", "false")]);
        var orders = builder.AddPostgres("postgres").AddDatabase("orders");
        await using var application = builder.Build();

        await application.StartAsync(cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("orders", cancellationToken);

        await using (var connection = new NpgsqlConnection($"{await orders.Resource.ConnectionStringExpression.GetValueAsync(cancellationToken)};Pooling=false"))
        {
            await connection.OpenAsync(cancellationToken);
            connection.Database.ShouldBe("orders");
        }

        var stopping = Stopwatch.GetTimestamp();
        await application.StopAsync(cancellationToken);
        Stopwatch.GetElapsedTime(stopping).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
