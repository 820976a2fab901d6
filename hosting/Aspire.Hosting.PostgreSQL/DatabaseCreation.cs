using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Aspire.Hosting.PostgreSQL;

/// <summary>Creates the databases that a server does not have yet.</summary>
internal static partial class DatabaseCreation
{
    internal static async Task CreateMissingAsync(PostgresServerResource server, IServiceProvider services, CancellationToken cancellationToken)
    {
        var databases = services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<PostgresDatabaseResource>().Where(database => database.Parent == server).ToList();
        if (databases.Count == 0)
        {
            return;
        }

        await using var connection = new NpgsqlConnection(await PostgresHealthCheck.ConnectionStringAsync(server, "postgres", cancellationToken));
        await connection.OpenAsync(cancellationToken);
        var logs = services.GetRequiredService<ResourceLoggerService>();

        foreach (var database in databases)
        {
            var logger = logs.GetLogger(database);
            try
            {
                await using var command = connection.CreateCommand();
                command.CommandText = database.TryGetLastAnnotation<CreationScriptAnnotation>(out var annotation)
                    ? annotation.Script
                    : $"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(database.DatabaseName)}";
                await command.ExecuteNonQueryAsync(cancellationToken);
                LogCreated(logger, database.DatabaseName);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
            {
                LogExists(logger, database.DatabaseName);
            }
            catch (NpgsqlException exception)
            {
                throw new DistributedApplicationException($"The database '{database.DatabaseName}' cannot be created in '{server.Name}': {exception.Message}", exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Created the database '{DatabaseName}'.")]
    private static partial void LogCreated(ILogger logger, string databaseName);

    [LoggerMessage(LogLevel.Information, "The database '{DatabaseName}' is there already.")]
    private static partial void LogExists(ILogger logger, string databaseName);
}
