using System.Globalization;
using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.PostgreSQL;

/// <summary>Runs a server by the machine's own PostgreSQL, in a data directory of the resource's own.</summary>
internal static partial class LocalServer
{
    private const string VersionFile = "PG_VERSION";

    internal static async Task<LocalProcess> PrepareAsync(PostgresServerResource server, string appHostDirectory, LocalProcessContext context, CancellationToken cancellationToken)
    {
        var account = ServerAccount.Current();
        var (directory, isTemporary) = account.DataDirectory(DataDirectoryOf(server, appHostDirectory));
        var data = Path.Combine(directory, "data");
        var existing = await VersionOfAsync(data, cancellationToken);
        var binaries = PostgresBinaries.Find(server.Name, existing);

        if (existing is null)
        {
            await InitializeAsync(server.Name, binaries, account, directory, data, isTemporary, context, cancellationToken);
        }

        var port = context.TargetPorts[PostgresServerResource.PrimaryEndpointName].ToString(CultureInfo.InvariantCulture);
        var command = account.Command(
            binaries.Postgres,
            ["-D", data, "-p", port, "-c", "listen_addresses=localhost", "-c", "unix_socket_directories=", .. Durability(isTemporary)]);

        return new LocalProcess
        {
            FileName = command.FileName,
            Arguments = command.Arguments,
            WorkingDirectory = directory,
            Environment = WithoutCredentials(context),

            // SIGTERM would wait until every client has gone by itself; SIGINT ends their sessions ("fast shutdown").
            StopsByInterrupt = true,
            TemporaryDirectory = isTemporary ? directory : null,
        };
    }

    /// <summary>The directory that stands for the data volume; <see langword="null"/> when the data is to end with the run.</summary>
    private static string? DataDirectoryOf(PostgresServerResource server, string appHostDirectory)
    {
        var mount = server.Annotations.OfType<ContainerMountAnnotation>().LastOrDefault(PostgresBuilderExtensions.IsDataMount);
        return mount switch
        {
            null => null,
            { Type: ContainerMountType.BindMount, Source: { } path } => path,
            _ => Path.Combine(appHostDirectory, ".data", mount.Source ?? server.Name),
        };
    }

    /// <summary>Data that ends with the run need not survive a power failure.</summary>
    private static string[] Durability(bool isTemporary) => isTemporary ? ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"] : [];

    private static async Task<int?> VersionOfAsync(string data, CancellationToken cancellationToken)
    {
        var file = Path.Combine(data, VersionFile);
        return File.Exists(file) && int.TryParse(await File.ReadAllTextAsync(file, cancellationToken), CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static async Task InitializeAsync(string resourceName, PostgresBinaries binaries, ServerAccount account, string directory, string data, bool isTemporary, LocalProcessContext context, CancellationToken cancellationToken)
    {
        LogInitializing(context.Logger, data);

        // A data directory is either whole or not there: an initialization that was interrupted begins anew.
        var unfinished = Path.Combine(directory, "initializing");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        // initdb reads the password from a file: an argument could be seen by others.
        var passwordFile = Path.Combine(directory, ".password");
        try
        {
            File.Delete(passwordFile);
            await using (var file = CreatePrivateFile(passwordFile))
            {
                await file.WriteAsync(context.Environment["POSTGRES_PASSWORD"]);
            }

            await account.OwnAsync(passwordFile, cancellationToken);
            var command = account.Command(
                binaries.InitDb,
                ["-D", unfinished, "-U", context.Environment["POSTGRES_USER"], $"--pwfile={passwordFile}", "-E", "UTF8", "--no-locale", "--auth-host=scram-sha-256", "--auth-local=scram-sha-256", "--no-instructions", .. isTemporary ? ["--no-sync"] : Array.Empty<string>()]);
            var result = await Cli.Wrap(command.FileName)
                .WithArguments(command.Arguments)
                .WithWorkingDirectory(directory)
                .WithEnvironmentVariables(WithoutCredentials(context))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new DistributedApplicationException($"The data directory of '{resourceName}' cannot be initialized in '{directory}': {binaries.InitDb} ended with exit code {result.ExitCode}: {result.StandardError.Trim()}");
            }

            Directory.Move(unfinished, data);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static StreamWriter CreatePrivateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new StreamWriter(path, options);
    }

    /// <summary>The container's own variables mean nothing to the program, and one of them is the password.</summary>
    private static Dictionary<string, string?> WithoutCredentials(LocalProcessContext context)
    {
        var environment = context.Environment.Keys.Where(name => name.StartsWith("POSTGRES_", StringComparison.Ordinal)).ToDictionary(name => name, _ => (string?)null);

        // Settings of the user's own clients (PGDATA, PGPORT ...) must not reach this server.
        foreach (string name in System.Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("PG", StringComparison.Ordinal))
            {
                environment[name] = null;
            }
        }

        // Translated messages would not be recognized by those who read the log.
        environment["LC_MESSAGES"] = "C";
        return environment;
    }

    [LoggerMessage(LogLevel.Information, "Initializing a PostgreSQL data directory in {Directory}.")]
    private static partial void LogInitializing(ILogger logger, string directory);
}
