using System.Data.Common;
using Npgsql;

namespace ServiceDefaults.Data;

/// <summary>
/// Opens connections with the password that the server accepts: a role has one only, so while it is changed, first the previous
/// one is right and then the current one.
/// </summary>
/// <param name="current">The connection string with the current password.</param>
/// <param name="previous">The connection string with the one before.</param>
internal sealed class PostgreSqlLogin(string current, string? previous)
{
    // The server may change its mind between the first and the second.
    private const int MaxAttempts = 3;

    private readonly string[] _connectionStrings = previous is null || previous == current ? [current] : [current, previous];
    private int _accepted;

    /// <summary>Whether there is another password to try.</summary>
    public bool HasPrevious => _connectionStrings.Length > 1;

    /// <summary>The same for connections that are not pooled: closing one ends its session.</summary>
    public PostgreSqlLogin WithoutPooling() => new(WithoutPooling(current), previous is null ? null : WithoutPooling(previous));

    /// <summary>Whether a connection is for this database, and not for the server's own, where databases are created.</summary>
    public bool IsFor(DbConnection connection) => connection.Database == new NpgsqlConnectionStringBuilder(current).Database;

    public async Task OpenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var tried = Volatile.Read(ref _accepted);
            connection.ConnectionString = _connectionStrings[tried];
            try
            {
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (PostgresException refused) when (IsAnotherWorthATry(refused, attempt))
            {
                TryNext(tried);
            }
        }
    }

    public void Open(DbConnection connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            var tried = Volatile.Read(ref _accepted);
            connection.ConnectionString = _connectionStrings[tried];
            try
            {
                connection.Open();
                return;
            }
            catch (PostgresException refused) when (IsAnotherWorthATry(refused, attempt))
            {
                TryNext(tried);
            }
        }
    }

    private bool IsAnotherWorthATry(PostgresException refused, int attempt) => refused.SqlState == PostgresErrorCodes.InvalidPassword && HasPrevious && attempt < MaxAttempts;

    // Unless somebody else has found out in the meantime.
    private void TryNext(int refused) => Interlocked.CompareExchange(ref _accepted, (refused + 1) % _connectionStrings.Length, refused);

    private static string WithoutPooling(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
}
