using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Frontend.Data;

/// <summary>What all replicas share: sessions, baskets and the keys that protect cookies.</summary>
internal abstract class FrontendDbContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<BasketLine> BasketLines => Set<BasketLine>();

    public DbSet<FinishedCheckout> FinishedCheckouts => Set<FinishedCheckout>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        // Both databases compare and order plain integers alike; SQLite knows no timestamps.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Session>(session =>
        {
            session.Property(s => s.Id).HasMaxLength(64);
            session.HasIndex(s => s.ExpiresAt);

            // Replicas of the version before write no such time.
            session.Property(s => s.CheckedAt).HasDefaultValue(DateTimeOffset.UnixEpoch);
        });

        modelBuilder.Entity<BasketLine>(line =>
        {
            line.HasKey(l => new { l.Subject, l.ProductId });
            line.Property(l => l.Subject).HasMaxLength(255);
            line.Property(l => l.ProductId).HasMaxLength(100);
        });

        modelBuilder.Entity<FinishedCheckout>(checkout =>
        {
            checkout.HasKey(c => c.Attempt);
            checkout.HasIndex(c => c.FinishedAt);
        });
    }
}
