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
    public override IReadOnlyList<Statement> EnterCustomer(string customerId) => [];

    public override FormattableString NextOrderNumber() => $"""SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'orders'), 0) + 1 AS "Value" """;

    public override Task<long> OldestOpenTransactionAsync(CancellationToken cancellationToken) => Task.FromResult(long.MaxValue);

    public override Task<long> NextTransactionAsync(CancellationToken cancellationToken) => Task.FromResult(long.MaxValue);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<OrderEvent>().Property(e => e.Transaction).HasDefaultValue(0L);
    }
}
