using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Aspire.Hosting.PostgreSQL;

/// <summary>Asks a database to answer a query.</summary>
/// <param name="resource">What has the connection string.</param>
/// <param name="database">The database, when the connection string names none.</param>
internal sealed class PostgresHealthCheck(IResourceWithConnectionString resource, string? database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = new NpgsqlConnection(await ConnectionStringAsync(resource, database, cancellationToken));
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"The database does not answer: {exception.Message}");
        }
    }

    internal static async Task<string> ConnectionStringAsync(IResourceWithConnectionString resource, string? database, CancellationToken cancellationToken)
    {
        // Without a pool, no idle connection keeps a stopping server waiting.
        var connectionString = new NpgsqlConnectionStringBuilder(await resource.GetConnectionStringAsync(cancellationToken)) { Pooling = false, Timeout = 5 };
        connectionString.Database ??= database;
        return connectionString.ConnectionString;
    }
}
