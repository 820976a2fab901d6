using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ServiceDefaults.Data;

/// <summary>What a connection string says: which kind of database, and how to reach it.</summary>
internal sealed record DatabaseTarget(DatabaseProvider Provider, string ConnectionString)
{
    private static readonly string[] GssEncryption = ["GSS Encryption Mode", "GssEncryptionMode"];

    private static readonly string[] AutoPrepare = ["Max Auto Prepare", "MaxAutoPrepare"];

    private static readonly string[] NoReset = ["No Reset On Close", "NoResetOnClose"];

    // For each connection.
    private const int PreparedStatements = 50;

    // In seconds: who waits for a page has no use for the driver's 15 s.
    private const int ConnectTimeout = 5;

    public static DatabaseTarget Parse(string name, string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw Wrong(name,
                $"The connection string '{name}' is missing. Set ConnectionStrings__{name} to 'Data Source=<file>' (SQLite) or 'Host=<server>;Database=…;Username=…;Password=…' (PostgreSQL).");
        }

        // What the value says is left out of every message: it may hold a password.
        try
        {
            var keywords = new DbConnectionStringBuilder { ConnectionString = connectionString };
            if (keywords.ContainsKey("Host") || keywords.ContainsKey("Server"))
            {
                var server = new NpgsqlConnectionStringBuilder(connectionString);
                if (!GssEncryption.Any(keywords.ContainsKey))
                {
                    // It would be tried first otherwise, with a library that images without Kerberos do not have, and complain about on the console.
                    server.GssEncryptionMode = GssEncryptionMode.Disable;
                }

                if (!keywords.ContainsKey(nameof(server.Timeout)))
                {
                    server.Timeout = ConnectTimeout;
                }

                // A service asks the same few questions over and over: the server need not read and plan them anew each time.
                if (!AutoPrepare.Any(keywords.ContainsKey))
                {
                    server.MaxAutoPrepare = PreparedStatements;
                }

                // A request leaves nothing behind in its session: the server need not clear it before the next one.
                if (!NoReset.Any(keywords.ContainsKey))
                {
                    server.NoResetOnClose = true;
                }

                return new(DatabaseProvider.PostgreSql, server.ConnectionString);
            }

            if (keywords.ContainsKey("Data Source") || keywords.ContainsKey("DataSource"))
            {
                return Sqlite(name, new SqliteConnectionStringBuilder(connectionString));
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Wrong(name, $"The connection string '{name}' cannot be read: {exception.Message} Correct ConnectionStrings__{name}.");
        }

        throw Wrong(name,
            $"The connection string '{name}' names neither a PostgreSQL server ('Host=…') nor a SQLite file ('Data Source=…'). Correct ConnectionStrings__{name}.");
    }

    private static OptionsValidationException Wrong(string name, string failure) => new(name, typeof(DatabaseTarget), [failure]);

    private static DatabaseTarget Sqlite(string name, SqliteConnectionStringBuilder settings)
    {
        if (settings.Mode == SqliteOpenMode.Memory || settings.DataSource is "" or ":memory:")
        {
            throw Wrong(name, $"The connection string '{name}' names a SQLite database in memory, which replicas cannot share. Give it a file: 'Data Source=<file>'.");
        }

        settings.DataSource = Path.GetFullPath(settings.DataSource);
        return new(DatabaseProvider.Sqlite, settings.ConnectionString);
    }
}
