using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Order.Data;

/// <summary>The data in a SQLite file.</summary>
internal sealed class SqliteOrderDbContext(DbContextOptions<SqliteOrderDbContext> options) : OrderDbContext(options)
{
    // https://sqlite.org/rescode.html#constraint_unique
    private const int UniqueConstraint = 2067;

    public override bool IsDuplicateKey(DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteExtendedErrorCode: UniqueConstraint };

    // SQLite has one writer at a time: numbers are given and become visible in the same order.
    public override Task EnterEventOrderAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
