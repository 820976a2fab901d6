using System.IO.Compression;
using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Settings;
using Microsoft.Data.Sqlite;

namespace Aspire.Dashboard.Persistence;

/// <summary>Export requests in a SQLite file, oldest out first.</summary>
internal sealed class RequestDatabase : IDisposable
{
    private const int SchemaVersion = 1;

    private readonly SqliteConnection _connection;
    private readonly long _maxBytes;
    private long _bytes;

    private RequestDatabase(SqliteConnection connection, long maxBytes)
    {
        _connection = connection;
        _maxBytes = maxBytes;
        _bytes = (long)Scalar("SELECT coalesce(sum(length(request)), 0) FROM requests")!;
    }

    /// <summary>Opens the file, made if it is not there.</summary>
    /// <exception cref="TelemetryFileException">It cannot be opened, or is something else.</exception>
    public static RequestDatabase Open(PersistenceSettings settings)
    {
        var path = Path.GetFullPath(settings.Path!);

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            if (!File.Exists(path))
            {
                // Telemetry can hold what only its owner should read; SQLite gives its other files the same mode.
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };

                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                using var created = new FileStream(path, options);
            }

            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            Prepare(connection, path);
            return new RequestDatabase(connection, settings.MaxBytes);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new TelemetryFileException(
                $"DASHBOARD__PERSISTENCE__PATH is '{path}', which cannot be used as a file store: {failure.Message} Name another file, or remove this one.",
                failure);
        }
    }

    /// <summary>All requests, oldest first.</summary>
    public IEnumerable<(OtlpSignal Signal, byte[] Request)> Read()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT signal, request FROM requests ORDER BY id";
        using var reader = command.ExecuteReader();

        while (reader.Read())
        {
            yield return ((OtlpSignal)reader.GetInt32(0), Unpack((byte[])reader.GetValue(1)));
        }
    }

    /// <summary>Writes entries in one transaction, and makes room for them.</summary>
    public void Write(IReadOnlyList<TelemetryFile.Entry> entries)
    {
        using var transaction = _connection.BeginTransaction();
        var bytes = _bytes;

        foreach (var entry in entries)
        {
            if (entry.IsReset)
            {
                bytes -= (long)Scalar("SELECT coalesce(sum(length(request)), 0) FROM requests WHERE signal = $p", (int)entry.Signal)!;
                Scalar("DELETE FROM requests WHERE signal = $p", (int)entry.Signal);
                continue;
            }

            var packed = Pack(entry.Request);
            using var insert = _connection.CreateCommand();
            insert.CommandText = "INSERT INTO requests (signal, request) VALUES ($signal, $request)";
            insert.Parameters.AddWithValue("$signal", (int)entry.Signal);
            insert.Parameters.AddWithValue("$request", packed);
            insert.ExecuteNonQuery();
            bytes += packed.Length;
        }

        bytes = MakeRoom(bytes);
        transaction.Commit();
        _bytes = bytes;
    }

    public void Dispose() => _connection.Dispose();

    private static void Prepare(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";

        if ((long)command.ExecuteScalar()! is not (0 or SchemaVersion))
        {
            throw new TelemetryFileException(
                $"DASHBOARD__PERSISTENCE__PATH is '{path}', which was written by another version of the dashboard. Name another file, or remove this one.");
        }

        command.CommandText = $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA busy_timeout = 5000;
            PRAGMA user_version = {SchemaVersion};
            CREATE TABLE IF NOT EXISTS requests (id INTEGER PRIMARY KEY AUTOINCREMENT, signal INTEGER NOT NULL, request BLOB NOT NULL);
            """;
        command.ExecuteNonQuery();
    }

    private long MakeRoom(long bytes)
    {
        if (bytes <= _maxBytes)
        {
            return bytes;
        }

        // A little more than needed, so that not every write has to.
        var target = _maxBytes - (_maxBytes / 10);
        using var oldest = _connection.CreateCommand();
        oldest.CommandText = "SELECT id, length(request) FROM requests ORDER BY id";
        var last = 0L;

        using (var reader = oldest.ExecuteReader())
        {
            while (bytes > target && reader.Read())
            {
                last = reader.GetInt64(0);
                bytes -= reader.GetInt64(1);
            }
        }

        Scalar("DELETE FROM requests WHERE id <= $p", last);
        return bytes;
    }

    private object? Scalar(string sql, long? parameter = null)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;

        if (parameter is { } value)
        {
            command.Parameters.AddWithValue("$p", value);
        }

        return command.ExecuteScalar();
    }

    private static byte[] Pack(byte[] request)
    {
        using var packed = new MemoryStream();

        using (var packing = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            packing.Write(request);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var source = new MemoryStream(packed);
        using var unpacking = new BrotliStream(source, CompressionMode.Decompress);
        using var request = new MemoryStream();
        unpacking.CopyTo(request);
        return request.ToArray();
    }
}
