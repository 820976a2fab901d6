using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Order.Data;

/// <summary>The data on a PostgreSQL server.</summary>
internal sealed class PostgreSqlOrderDbContext(DbContextOptions<PostgreSqlOrderDbContext> options) : OrderDbContext(options)
{
    public override bool IsDuplicateKey(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override IReadOnlyList<Statement> EnterCustomer(string customerId) => [new($"SELECT pg_advisory_xact_lock(hashtextextended({customerId}, 0))")];

    public override FormattableString NextOrderNumber() => $"""SELECT nextval(pg_get_serial_sequence('orders', 'Number')) AS "Value" """;

    public override Task<long> OldestOpenTransactionAsync(CancellationToken cancellationToken) =>
        Database.SqlQuery<long>($"""SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "Value" """).SingleAsync(cancellationToken);

    public override Task<long> NextTransactionAsync(CancellationToken cancellationToken) =>
        Database.SqlQuery<long>($"""SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS "Value" """).SingleAsync(cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<OrderEvent>().Property(e => e.Transaction).HasDefaultValueSql("pg_current_xact_id()::text::bigint");
    }
}
