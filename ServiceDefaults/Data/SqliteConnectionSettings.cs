using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ServiceDefaults.Data;

/// <summary>Settings that SQLite keeps for each connection and not in the file.</summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    // busy_timeout (milliseconds): SQLite's own waiting wakes up sooner than the driver's, which sleeps 150 ms between attempts.
    // synchronous=NORMAL: with a write-ahead log a crash of the process loses nothing (https://sqlite.org/pragma.html#pragma_synchronous).
    private const string Settings = "PRAGMA busy_timeout=10000; PRAGMA synchronous=NORMAL;";

    public static readonly SqliteConnectionSettings Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
