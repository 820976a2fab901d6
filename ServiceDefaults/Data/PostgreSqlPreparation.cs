using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ServiceDefaults.Data;

/// <summary>Creates the PostgreSQL database, if it may, and lets one session at a time change its structure.</summary>
/// <remarks>
/// An advisory lock belongs to the session, so the server frees it when the process is gone. Unlike EF Core's lock, which is taken on the history
/// table, it also covers the creation of that table and the seeders.
/// </remarks>
internal sealed class PostgreSqlPreparation<TContext>(PostgreSqlLogin login) : IDatabasePreparation<TContext>
    where TContext : DbContext
{
    // Any number will do, as long as every replica uses the same; advisory locks are a matter of one database.
    private const long LockKey = 0x6d69_6772_6174_6500;

    // Not pooled: closing the connection must end the session and with it the lock.
    private readonly PostgreSqlLogin _login = login.WithoutPooling();

    public async Task<IAsyncDisposable> EnterAsync(TContext context, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection();
        try
        {
            await OpenAsync(connection, context, cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { CommandTimeout = 0, Parameters = { new() { Value = LockKey } } };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <remarks>
    /// A change of a table waits for those who use it, and whoever comes meanwhile waits behind it: not for long, for replicas of the version before are
    /// at work. Shorter than the server's <c>deadlock_timeout</c> (1 s), so that of a migration and a request that wait for each other it is the
    /// migration that gives up. It is tried again.
    /// </remarks>
    public async Task PrepareToMigrateAsync(TContext context, CancellationToken cancellationToken)
    {
        // Stays open, and with it the setting, until the context is given back; then it is closed instead of being used again.
        await context.Database.OpenConnectionAsync(cancellationToken);
        NpgsqlConnection.ClearPool((NpgsqlConnection)context.Database.GetDbConnection());
        await context.Database.ExecuteSqlRawAsync("SET lock_timeout = '700ms'", cancellationToken);
    }

    private async Task OpenAsync(NpgsqlConnection connection, TContext context, CancellationToken cancellationToken)
    {
        try
        {
            await _login.OpenAsync(connection, cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            try
            {
                await context.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
            }
            catch (PostgresException lost) when (lost.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another replica was faster.
            }
            catch (PostgresException forbidden) when (forbidden.SqlState is PostgresErrorCodes.InsufficientPrivilege)
            {
                // Whoever gave this role its name makes the database too.
                throw missing;
            }

            await _login.OpenAsync(connection, cancellationToken);
        }
    }
}
