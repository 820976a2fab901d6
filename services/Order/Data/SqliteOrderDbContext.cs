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
    public override Task EnterCustomerAsync(string customerId, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<long> OldestOpenTransactionAsync(CancellationToken cancellationToken) => Task.FromResult(long.MaxValue);

    public override Task<long> NextTransactionAsync(CancellationToken cancellationToken) => Task.FromResult(long.MaxValue);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<OrderEvent>().Property(e => e.Transaction).HasDefaultValue(0L);
    }
}
