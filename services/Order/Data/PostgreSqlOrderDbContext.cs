using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Order.Data;

/// <summary>The data on a PostgreSQL server.</summary>
internal sealed class PostgreSqlOrderDbContext(DbContextOptions<PostgreSqlOrderDbContext> options) : OrderDbContext(options)
{
    public override bool IsDuplicateKey(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    // The number is any constant that nothing else in this database locks.
    public override Task EnterEventOrderAsync(CancellationToken cancellationToken) =>
        Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(7310574000000000001)", cancellationToken);
}
