using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Data;

/// <summary>Creates the SQLite file and lets one process at a time change its structure.</summary>
/// <remarks>
/// EF Core's own lock for SQLite is a row in the database, which a killed process leaves behind for ever. Here the operating system holds the lock,
/// on an empty file beside the database, and frees it with the process. Whoever holds it knows that a row found in EF Core's table is such a remnant.
/// </remarks>
internal sealed class SqlitePreparation<TContext>(string connectionString) : IDatabasePreparation<TContext>
    where TContext : DbContext
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly string _file = new SqliteConnectionStringBuilder(connectionString).DataSource;

    public async Task<IAsyncDisposable> EnterAsync(TContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        var held = await LockAsync(_file + ".lock", cancellationToken);
        try
        {
            if (!File.Exists(_file))
            {
                await using var created = Open(_file, FileShare.ReadWrite);
            }

            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    public Task PrepareToMigrateAsync(TContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return Open(path, FileShare.None);
            }
            catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                // No operating system tells when a file lock becomes free.
                await Task.Delay(BetweenAttempts, cancellationToken);
            }
        }
    }

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}
