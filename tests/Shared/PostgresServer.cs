using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Tests.Databases;

/// <summary>
/// A real PostgreSQL server of one test assembly, from the machine's own binaries, on a private port and with its data in a temporary folder.
/// Register it with <c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>; it starts with the first call of
/// <see cref="CreateDatabaseAsync"/> and ends with the assembly, even when the test process is killed.
/// </summary>
/// <remarks>Where the binaries are absent (none in <c>POSTGRESQL_BIN</c>, on the <c>PATH</c> or in Debian's folder) the calling test is skipped.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int StartAttempts = 5;

    // The shell owns the server: its standard input is a pipe from the test process, so that it sees the end of that process, however it
    // ends, and then stops the server and removes the data.
    private const string Supervisor = """
        set -eu
        umask 077
        data="$(mktemp -d "${TMPDIR:-/tmp}/postgres-tests.XXXXXX")"
        stop() { "$1/pg_ctl" --pgdata="$data/db" --mode=immediate --silent stop >/dev/null 2>&1 || true; rm -rf "$data"; }
        trap 'stop "$1"' EXIT
        trap 'exit 1' INT TERM HUP
        read -r password
        printf '%s' "$password" > "$data/password"
        "$1/initdb" --pgdata="$data/db" --username=postgres --pwfile="$data/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$data/log" 2>&1 \
            || { cat "$data/log"; exit 1; }
        "$1/pg_ctl" --pgdata="$data/db" --log="$data/log" --silent --wait start --options="-p $2 -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB" >/dev/null \
            || { cat "$data/log"; exit 1; }
        echo ready
        read -r _ || true
        """;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private Process? _supervisor;
    private NpgsqlConnectionStringBuilder? _address;

    /// <summary>Creates an empty database for one test; starts the server when it is the first.</summary>
    /// <returns>The connection string of the new database.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var address = await StartAsync(cancellationToken);
        var database = $"test_{Guid.NewGuid():n}";

        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {database}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);

        return new NpgsqlConnectionStringBuilder(address.ConnectionString) { Database = database, Pooling = true, MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>The connection string of a database that does not exist yet: for tests of services that create their own.</summary>
    public async Task<string> NameDatabaseAsync(CancellationToken cancellationToken)
    {
        var address = await StartAsync(cancellationToken);
        return new NpgsqlConnectionStringBuilder(address.ConnectionString) { Database = $"test_{Guid.NewGuid():n}", Pooling = true, MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>Breaks all connections to a database, as a restart of the server does.</summary>
    public static async Task EndSessionsAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid, timeout => 60000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _supervisor, null) is { } supervisor)
        {
            NpgsqlConnection.ClearAllPools();
            supervisor.StandardInput.Close();
            await supervisor.WaitForExitAsync();
            supervisor.Dispose();
        }

        _starting.Dispose();
    }

    private async Task<NpgsqlConnectionStringBuilder> StartAsync(CancellationToken cancellationToken)
    {
        var binaries = FindBinaries();
        Assert.SkipWhen(binaries is null, "PostgreSQL's binaries are not installed (Debian: apt-get install postgresql).");

        await _starting.WaitAsync(cancellationToken);
        try
        {
            // Between choosing a free port and listening on it, another process may take it.
            for (var attempt = 1; _address is null; attempt++)
            {
                var (address, output) = await TryStartAsync(binaries!, cancellationToken);
                _address = address;
                if (address is null && (attempt == StartAttempts || !output.Contains("could not bind", StringComparison.Ordinal)))
                {
                    throw new InvalidOperationException($"PostgreSQL did not start:\n{output}");
                }
            }

            return _address;
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<(NpgsqlConnectionStringBuilder? Address, string Output)> TryStartAsync(string binaries, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(32);
        var port = FreePort();

        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        string[] supervisor = ["/bin/sh", "-c", Supervisor, "postgres-tests", binaries, port.ToString(CultureInfo.InvariantCulture)];

        // A session of its own: a signal that ends the test process' whole group must not end the one who cleans up after it.
        string[] command = OperatingSystem.IsLinux() ? ["setsid", .. supervisor] : supervisor;

        // PostgreSQL refuses to run as root; Debian's package brings a user for it.
        if (Environment.IsPrivilegedProcess)
        {
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        }

        start.FileName = command[0];
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(password.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);

        var output = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? "";
        if (output == "ready")
        {
            _supervisor = process;
            return (new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = port,
                Username = "postgres",
                Password = password,
                Database = "postgres",
                Pooling = false,
            }, "");
        }

        output += "\n" + await process.StandardOutput.ReadToEndAsync(cancellationToken);
        process.Dispose();
        return (null, output);
    }

    private static string? FindBinaries()
    {
        IEnumerable<string?> candidates =
        [
            Environment.GetEnvironmentVariable("POSTGRESQL_BIN"),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [],
        ];
        return candidates.FirstOrDefault(folder => folder is not (null or "") && File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
