using Microsoft.EntityFrameworkCore;

namespace Order.Data;

/// <summary>
/// The service's data. Columns are added nullable or with a default and status is text, so that during a rolling update the
/// previous version keeps working against the new schema (docs/schema-changes.md).
/// </summary>
internal abstract class OrderDbContext : DbContext
{
    // Whoever fails within a transaction gives all of it up; a savepoint around each save would be two more ways to the server and back.
    protected OrderDbContext(DbContextOptions options)
        : base(options) =>
        Database.AutoSavepointsEnabled = false;

    public DbSet<Product> Products => Set<Product>();

    public DbSet<CustomerOrder> Orders => Set<CustomerOrder>();

    public DbSet<OrderEvent> OrderEvents => Set<OrderEvent>();

    public DbSet<OpenStream> OpenStreams => Set<OpenStream>();

    /// <summary>Whether the change failed because another one took the same unique key first.</summary>
    public abstract bool IsDuplicateKey(DbUpdateException exception);

    /// <summary>
    /// Lets one transaction at a time decide what a customer may do: whoever comes second sees what the first has done. To be run
    /// first; ends with the transaction. Nothing where there is one writer at a time anyway.
    /// </summary>
    public abstract IReadOnlyList<Statement> EnterCustomer(string customerId);

    /// <summary>Gives the next order's number, as the column "Value". Refused orders leave gaps.</summary>
    public abstract FormattableString NextOrderNumber();

    /// <summary>
    /// The number of the oldest transaction that may still write: events of all before it are visible from now on, and none will be added.
    /// </summary>
    public abstract Task<long> OldestOpenTransactionAsync(CancellationToken cancellationToken);

    /// <summary>A number that no transaction has had yet.</summary>
    public abstract Task<long> NextTransactionAsync(CancellationToken cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<OrderStatus>().HaveConversion<OrderStatusConverter>().HaveMaxLength(OrderStatus.MaxLength);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>(product =>
        {
            // The last line of defence against overselling; the first is the conditional update.
            product.ToTable("products", table => table.HasCheckConstraint("CK_products_stock", "\"Stock\" >= 0"));
            product.HasKey(p => p.Id);
            product.Property(p => p.Id).HasMaxLength(64);
            product.Property(p => p.Name).HasMaxLength(200);
            product.Property(p => p.Description).HasMaxLength(2000);
            product.Property(p => p.Category).HasMaxLength(100);
            product.Property(p => p.Image).HasMaxLength(100);
            product.Property(p => p.Currency).HasMaxLength(3);
        });

        modelBuilder.Entity<CustomerOrder>(order =>
        {
            order.ToTable("orders");
            order.HasKey(o => o.Number);
            order.Property(o => o.Number).ValueGeneratedOnAdd();
            order.HasIndex(o => o.Id).IsUnique();
            order.Property(o => o.CustomerId).HasMaxLength(255);
            order.Property(o => o.CustomerName).HasMaxLength(320);
            order.Property(o => o.CustomerEmail).HasMaxLength(320);
            order.Property(o => o.Currency).HasMaxLength(3);
            order.Property(o => o.Version).IsConcurrencyToken();
            order.Property(o => o.IdempotencyKey).HasMaxLength(200);
            order.Property(o => o.RequestFingerprint).HasMaxLength(64);
            order.HasIndex(o => new { o.CustomerId, o.IdempotencyKey }).IsUnique();
            order.HasIndex(o => new { o.CustomerId, o.Number }).IsDescending(false, true);
            order.HasIndex(o => new { o.Status, o.Number }).IsDescending(false, true);
            order.HasIndex(o => o.CustomerId, "IX_orders_unpaid").HasFilter("\"Status\" = 'placed'");
            order.HasMany(o => o.Lines).WithOne().HasForeignKey(line => line.OrderNumber).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<OrderLine>(line =>
        {
            line.ToTable("order_lines");
            line.HasKey(l => new { l.OrderNumber, l.Position });
            line.Property(l => l.ProductId).HasMaxLength(64);
            line.Property(l => l.Name).HasMaxLength(200);
            line.Ignore(l => l.TotalCents);
        });

        modelBuilder.Entity<OrderEvent>(change =>
        {
            change.ToTable("order_events");
            change.HasKey(e => e.Sequence);
            change.Property(e => e.Sequence).ValueGeneratedOnAdd();
            change.Property(e => e.CustomerId).HasMaxLength(255);
            change.HasIndex(e => e.OrderNumber);
            change.HasIndex(e => new { e.CustomerId, e.Sequence });
            change.HasIndex(e => new { e.Transaction, e.Sequence });
            change.Ignore(e => e.Position);
        });

        modelBuilder.Entity<OpenStream>(stream =>
        {
            stream.ToTable("open_streams");
            stream.Property(s => s.Id).ValueGeneratedNever();
            stream.Property(s => s.CustomerId).HasMaxLength(255);

            // Compared by both databases alike; SQLite has no timestamps.
            stream.Property(s => s.OpenedAt).HasConversion<UnixMilliseconds>();
            stream.Property(s => s.EndsAt).HasConversion<UnixMilliseconds>();
            stream.HasIndex(s => s.CustomerId);
            stream.HasIndex(s => s.EndsAt);
        });
    }
}
